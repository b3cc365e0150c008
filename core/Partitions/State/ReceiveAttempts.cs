namespace QueueService.Partitions.State;

/// <summary>
/// The receives that may be repeated. A message belongs to at most one, the last that delivered it, so that there are
/// never more than messages in flight.
/// </summary>
internal sealed class ReceiveAttempts
{
    private Dictionary<KeyHash, ReceiveAttempt> _attempts = [];
    private readonly SpentAttempts _spent = new();

    /// <summary>By the first message of each.</summary>
    public IEnumerable<ReceiveAttempt> All => _attempts.Values.OrderBy(attempt => attempt.Messages[0].Sequence);

    /// <summary>The receive with this id, if all its messages are still hidden by it and it is recent enough.</summary>
    public ReceiveAttempt? Find(KeyHash key, Timestamp now) =>
        _attempts.TryGetValue(key, out ReceiveAttempt? attempt) && attempt.Messages.All(message =>
            message is { Hold: Hold.InFlight, IsReady: false, IsExpired: false }
            && message.ReceivedAt + Limits.ReceiveAttemptWindow > now)
                ? attempt
                : null;

    /// <summary>
    /// True for a recent receive that cannot be repeated, since a consumer has used one of its messages.
    /// </summary>
    public bool IsSpent(KeyHash key, Timestamp now) => _spent.Contains(key, now);

    public void Add(ReceiveAttempt attempt)
    {
        if (_attempts.TryGetValue(attempt.Key, out ReceiveAttempt? earlier))
            Remove(earlier);
        _spent.Remove(attempt.Key);
        _attempts.Add(attempt.Key, attempt);
        foreach (MessageEntry message in attempt.Messages)
            message.Attempt = attempt;
    }

    /// <summary>Something became of one of its messages.</summary>
    public void Remove(ReceiveAttempt attempt)
    {
        _attempts.Remove(attempt.Key);
        foreach (MessageEntry message in attempt.Messages)
            message.Attempt = null;
    }

    /// <summary>All messages that are hidden by a receive are gone, and are not looked at again.</summary>
    public void Clear() => _attempts = [];

    /// <summary>A consumer deletes a message, or sets its visibility timeout anew.</summary>
    public void Use(MessageEntry message, Timestamp now)
    {
        if (message.Attempt is not { } attempt)
            return;
        if (Find(attempt.Key, now) is not null)
            _spent.Add(attempt.Key, message.ReceivedAt + Limits.ReceiveAttemptWindow, now);
        Remove(attempt);
    }
}
