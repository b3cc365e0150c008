using System.Collections.Concurrent;

namespace QueueService.Tests.Chaos.Endurance;

/// <summary>
/// What the clients of an endurance run know. It remembers only messages that are not acknowledged, so that it does not
/// grow itself.
/// </summary>
internal sealed class LoadBook
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _outstanding = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _done = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _violations = new();

    public LatencyWindow Sends { get; } = new();

    /// <summary>Acknowledgements.</summary>
    public LatencyWindow Acks { get; } = new();

    /// <summary>
    /// From the send to the first delivery, of messages that nothing holds back: neither a delay nor their group.
    /// </summary>
    public LatencyWindow Deliveries { get; } = new();

    public IEnumerable<string> Violations => _violations;

    /// <summary>Messages that were sent and not acknowledged.</summary>
    public int Backlog => _outstanding.Count;

    /// <summary>Some of those.</summary>
    public IEnumerable<string> Outstanding => _outstanding.Keys;

    /// <summary>How often each thing was done, by its name.</summary>
    public IReadOnlyList<Tally> Tallies =>
        [.. _done.OrderBy(done => done.Key, StringComparer.Ordinal).Select(done => new Tally(done.Key, done.Value))];

    public int CountOf(string what) => _done.GetValueOrDefault(what);

    public void Count(string what, int times = 1)
    {
        if (times > 0)
            _done.AddOrUpdate(what, times, (_, before) => before + times);
    }

    public void Violate(string what) => _violations.Enqueue(what);

    public void Sending(string name) => _outstanding[name] = DateTimeOffset.UtcNow;

    public void Refused(string name) => _outstanding.TryRemove(name, out _);

    /// <summary>When it was sent; null if no such message may come, which is noted.</summary>
    public DateTimeOffset? Received(string? name, string text)
    {
        if (name is not null && _outstanding.TryGetValue(name, out DateTimeOffset sent))
            return sent;
        Violate($"'{name ?? text}' was delivered, but was not sent, or acknowledged before.");
        return null;
    }

    public void Acknowledged(string name) => _outstanding.TryRemove(name, out _);
}
