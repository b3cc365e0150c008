namespace QueueService.Access.Policies;

/// <summary>Allows actions on queues and exchanges.</summary>
public sealed class PolicyStatement
{
    private static readonly ExchangePattern[] AllExchanges = [ExchangePattern.Everything];

    /// <param name="role">The ready-made role that the actions are of; null if they were named one by one.</param>
    /// <param name="exchanges">
    /// Null if none are named: what is allowed on all queues is allowed in the whole service then, and so on all
    /// exchanges.
    /// </param>
    public PolicyStatement(
        AccessActions actions,
        IReadOnlyList<QueuePattern> queues,
        string? role = null,
        IReadOnlyList<ExchangePattern>? exchanges = null)
    {
        Actions = actions;
        Queues = queues;
        Role = role;
        bool isForAll = queues.Any(pattern => pattern.IsEverything);
        Effective = isForAll ? actions : actions & ~AccessActions.OfService;
        NamesExchanges = exchanges is not null;
        Exchanges = exchanges ?? (isForAll ? AllExchanges : []);
    }

    public AccessActions Actions { get; }

    public IReadOnlyList<QueuePattern> Queues { get; }

    /// <summary>Those that count, whether they were named or are all.</summary>
    public IReadOnlyList<ExchangePattern> Exchanges { get; }

    /// <summary>Whether the exchanges were named; programs before them cannot read such a statement.</summary>
    public bool NamesExchanges { get; }

    public string? Role { get; }

    /// <summary>The actions that count: those about the whole service need a statement for all queues.</summary>
    public AccessActions Effective { get; }

    /// <summary>Those among them that are about exchanges.</summary>
    internal AccessActions OnExchanges => Effective & AccessActions.OfExchanges;
}
