using System.Collections.Concurrent;

namespace QueueService.Access.Policies;

/// <summary>What somebody may do: what any of the statements allows, and nothing else.</summary>
public sealed class AccessPolicy
{
    /// <summary>More queues than one key works with at a time; some 100 KiB.</summary>
    private const int MostKnown = 1000;

    private readonly PolicyStatement[] _statements;

    // Four hundred patterns cost a millisecond to compare, and a key mostly asks about the same few queues.
    private readonly ConcurrentDictionary<QueueName, AccessActions> _known = new();
    private readonly AccessActions _ofService;

    public AccessPolicy(params IEnumerable<PolicyStatement> statements)
    {
        _statements = [.. statements];
        foreach (PolicyStatement statement in _statements)
            _ofService |= statement.Effective & AccessActions.OfService;
    }

    public static AccessPolicy Nothing { get; } = new();

    public static AccessPolicy Everything { get; } = new(AccessRole.Admin.On(QueuePattern.Everything));

    public IReadOnlyList<PolicyStatement> Statements => _statements;

    /// <summary>Whether one of the actions is allowed on a queue, be it there or not.</summary>
    public bool Allows(AccessActions anyOf, QueueName queue)
    {
        // One pattern for everything is compared faster than anything is looked up.
        if (_statements is [{ Queues: [{ IsEverything: true }] } only])
            return (only.Effective & anyOf) != AccessActions.None;
        if (!_known.TryGetValue(queue, out AccessActions allowed))
        {
            allowed = Of(queue.Value);

            // All at once: nobody can fill it for good with names that they make up.
            if (_known.Count >= MostKnown)
                _known.Clear();
            _known.TryAdd(queue, allowed);
        }

        return (allowed & anyOf) != AccessActions.None;
    }

    /// <summary>Whether an action is allowed that is about the whole service.</summary>
    public bool AllowsOfService(AccessActions action) => (_ofService & action) != AccessActions.None;

    /// <summary>Whoever may do anything with a queue may know that it is there.</summary>
    public bool Sees(QueueName queue) => Allows(AccessActions.OfQueues, queue);

    /// <summary>Whether this allows all that <paramref name="other"/> allows, so that it may be handed on.</summary>
    public bool Covers(AccessPolicy other) => Array.TrueForAll(
        other._statements,
        statement => statement.Queues.All(pattern => Covers(statement.Effective, pattern)));

    /// <summary>All that is allowed on a queue.</summary>
    private AccessActions Of(string queue)
    {
        AccessActions allowed = AccessActions.None;
        foreach (PolicyStatement statement in _statements)
        {
            if ((statement.Effective & ~allowed) != AccessActions.None && statement.Matches(queue))
                allowed |= statement.Effective;
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
}
