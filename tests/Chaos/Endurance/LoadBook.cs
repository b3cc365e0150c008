using System.Collections.Concurrent;

namespace QueueService.Tests.Chaos.Endurance;

/// <summary>
/// What the clients of an endurance run know. It remembers only messages that are not acknowledged, or were a moment ago,
/// so that it does not grow itself.
/// </summary>
internal sealed class LoadBook
{
    /// <summary>No call takes longer.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _outstanding = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _acknowledged = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Name, DateTimeOffset At)> _recent = new();
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

    /// <summary>When it was sent; null if it is not there any more. One that may not come is noted.</summary>
    /// <param name="name">Null if the text is not one that was ever sent.</param>
    /// <param name="began">When the receive was called: it may have been answered late.</param>
    public DateTimeOffset? Received(string? name, string text, DateTimeOffset began)
    {
        if (name is not null && _outstanding.TryGetValue(name, out DateTimeOffset sent))
            return sent;
        if (name is not null && _acknowledged.TryGetValue(name, out DateTimeOffset gone) && began <= gone)
            Count("received late");
        else
            Violate($"'{name ?? text}' was delivered, but was not sent, or acknowledged before.");
        return null;
    }

    public void Acknowledged(string name)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        _acknowledged[name] = now;
        _outstanding.TryRemove(name, out _);
        _recent.Enqueue((name, now));
        while (_recent.TryPeek(out (string Name, DateTimeOffset At) oldest) && oldest.At < now - LongestCall
            && _recent.TryDequeue(out oldest))
            _acknowledged.TryRemove(oldest.Name, out _);
    }
}
