namespace QueueService.Access.Policies;

/// <summary>Allows actions on queues.</summary>
public sealed class PolicyStatement
{
    /// <param name="role">The ready-made role that the actions are of; null if they were named one by one.</param>
    public PolicyStatement(AccessActions actions, IReadOnlyList<QueuePattern> queues, string? role = null)
    {
        Actions = actions;
        Queues = queues;
        Role = role;
        Effective = queues.Any(pattern => pattern.IsEverything) ? actions : actions & AccessActions.OfQueues;
    }

    public AccessActions Actions { get; }

    public IReadOnlyList<QueuePattern> Queues { get; }

    public string? Role { get; }

    /// <summary>The actions that count: those about the whole service need a statement for all queues.</summary>
    public AccessActions Effective { get; }

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
