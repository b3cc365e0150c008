namespace QueueService.Tests.Simulation.Routing;

/// <summary>What clients called and were told, and what was found in the queues.</summary>
internal sealed class RoutingRecord
{
    private readonly Dictionary<(string Queue, string Body), SortedSet<long>> _found = [];

    public List<BindingCall> Bindings { get; } = [];

    public List<PublishCall> Publishes { get; } = [];

    /// <summary>A message was received; one that comes back has the number that it had.</summary>
    public void Find(string queue, string body, long sequence)
    {
        if (!_found.TryGetValue((queue, body), out SortedSet<long>? numbers))
            _found.Add((queue, body), numbers = []);
        numbers.Add(sequence);
    }

    /// <summary>The places of the copies of a message in a queue.</summary>
    public IReadOnlyCollection<long> Copies(string queue, string body) =>
        _found.TryGetValue((queue, body), out SortedSet<long>? numbers) ? numbers : [];
}
