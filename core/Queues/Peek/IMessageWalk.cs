namespace QueueService.Queues.Peek;

/// <summary>The messages of a queue, one after another in some order.</summary>
internal interface IMessageWalk
{
    /// <summary>The next messages, at most so many; none at the end.</summary>
    Task<IReadOnlyList<WalkedMessage>> NextAsync(int limit);
}
