namespace QueueService.Access.Policies;

/// <summary>Allows actions on queues.</summary>
/// <param name="Role">The ready-made role that the actions are those of; null if they were named one by one.</param>
public sealed record PolicyStatement(AccessActions Actions, IReadOnlyList<QueuePattern> Queues, string? Role = null)
{
    /// <summary>The actions that count: those about the whole service need a statement for all queues.</summary>
    public AccessActions Effective { get; } =
        Queues.Any(pattern => pattern.IsEverything) ? Actions : Actions & AccessActions.OfQueues;

    internal bool Matches(string queue)
    {
        foreach (QueuePattern pattern in Queues)
        {
            if (pattern.Matches(queue))
                return true;
        }

        return false;
    }
}
