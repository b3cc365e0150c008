namespace QueueService.Partitions.State;

/// <summary>
/// Ids of receives that cannot be repeated any more. They only make a refusal clearer, and so are in no snapshot: where
/// one was loaded since, a repeated receive is an ordinary one.
/// </summary>
internal sealed class SpentAttempts
{
    private readonly Dictionary<KeyHash, Timestamp> _until = [];
    private readonly Queue<(KeyHash Key, Timestamp Until)> _inOrder = [];

    public bool Contains(KeyHash key, Timestamp now) => _until.TryGetValue(key, out Timestamp until) && until > now;

    public void Add(KeyHash key, Timestamp until, Timestamp now)
    {
        while (_inOrder.TryPeek(out var oldest)
            && (oldest.Until <= now || _inOrder.Count >= Limits.MaxSpentReceiveAttempts))
        {
            _inOrder.Dequeue();
            if (_until.TryGetValue(oldest.Key, out Timestamp current) && current == oldest.Until)
                _until.Remove(oldest.Key);
        }

        _until[key] = until;
        _inOrder.Enqueue((key, until));
    }

    public void Remove(KeyHash key) => _until.Remove(key);
}
