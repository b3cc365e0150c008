namespace QueueService.Access.Policies;

/// <summary>What somebody may do: what any of the statements allows, and nothing else.</summary>
public sealed class AccessPolicy
{
    private readonly PolicyStatement[] _statements;
    private readonly KnownActions<QueueName> _onQueues;
    private readonly KnownActions<ExchangeName> _onExchanges;
    private readonly AccessActions _ofService;

    public AccessPolicy(params IEnumerable<PolicyStatement> statements)
    {
        _statements = [.. statements];
        _onQueues = new KnownActions<QueueName>(Of);
        _onExchanges = new KnownActions<ExchangeName>(Of);
        foreach (PolicyStatement statement in _statements)
            _ofService |= statement.Effective & AccessActions.OfService;
    }

    public static AccessPolicy Nothing { get; } = new();

    public static AccessPolicy Everything { get; } = new(AccessRole.Admin.On(QueuePattern.Everything));

    public IReadOnlyList<PolicyStatement> Statements => _statements;

    /// <summary>Whether a statement names exchanges.</summary>
    public bool NamesExchanges => Array.Exists(_statements, statement => statement.NamesExchanges);

    /// <summary>Whether one of the actions is allowed on a queue, be it there or not.</summary>
    public bool Allows(AccessActions anyOf, QueueName queue)
    {
        // One pattern for everything is compared faster than anything is looked up.
        AccessActions allowed = _statements is [{ Queues: [{ IsEverything: true }] } only]
            ? only.Effective
            : _onQueues.Of(queue);
        return (allowed & anyOf) != AccessActions.None;
    }

    /// <summary>Whether one of the actions is allowed on an exchange, be it there or not.</summary>
    public bool Allows(AccessActions anyOf, ExchangeName exchange) =>
        (_onExchanges.Of(exchange) & anyOf) != AccessActions.None;

    /// <summary>Whether an action is allowed that is about the whole service.</summary>
    public bool AllowsOfService(AccessActions action) => (_ofService & action) != AccessActions.None;

    /// <summary>Whoever may do anything with a queue may know that it is there.</summary>
    public bool Sees(QueueName queue) => Allows(AccessActions.OfQueues, queue);

    /// <summary>Whoever may do anything with an exchange may know that it is there.</summary>
    public bool Sees(ExchangeName exchange) => Allows(AccessActions.OfExchanges, exchange);

    /// <summary>Whether this allows all that <paramref name="other"/> allows, so that it may be handed on.</summary>
    public bool Covers(AccessPolicy other) => Array.TrueForAll(
        other._statements,
        statement => statement.Queues.All(pattern => Covers(statement.Effective, pattern))
            && statement.Exchanges.All(pattern => Covers(statement.OnExchanges, pattern)));

    private AccessActions Of(QueueName queue)
    {
        AccessActions allowed = AccessActions.None;
        foreach (PolicyStatement statement in _statements)
        {
            if ((statement.Effective & ~allowed) != AccessActions.None
                && statement.Queues.Any(pattern => pattern.Matches(queue.Value)))
                allowed |= statement.Effective;
        }

        return allowed;
    }

    private AccessActions Of(ExchangeName exchange)
    {
        AccessActions allowed = AccessActions.None;
        foreach (PolicyStatement statement in _statements)
        {
            if ((statement.OnExchanges & ~allowed) != AccessActions.None
                && statement.Exchanges.Any(pattern => pattern.Matches(exchange.Value)))
                allowed |= statement.OnExchanges;
        }

        return allowed;
    }

    private bool Covers(AccessActions actions, QueuePattern pattern)
    {
        foreach (PolicyStatement statement in _statements)
        {
            if (statement.Queues.Any(own => own.Covers(pattern)))
                actions &= ~statement.Effective;
        }

        return actions == AccessActions.None;
    }

    private bool Covers(AccessActions actions, ExchangePattern pattern)
    {
        foreach (PolicyStatement statement in _statements)
        {
            if (statement.Exchanges.Any(own => own.Covers(pattern)))
                actions &= ~statement.OnExchanges;
        }

        return actions == AccessActions.None;
    }
}
