namespace QueueService.Access.Policies;

/// <summary>A ready-made set of actions for a kind of user.</summary>
public sealed class AccessRole
{
    private AccessRole(string name, AccessActions actions) => (Name, Actions) = (name, actions);

    /// <summary>Everything, keys included.</summary>
    public static AccessRole Admin { get; } = new("admin", AccessActions.All);

    /// <summary>Keeps queues and exchanges in order without taking or making messages.</summary>
    public static AccessRole Operator { get; } = new(
        "operator",
        AccessActions.Peek | AccessActions.Manage | AccessActions.Purge | AccessActions.Redrive
            | AccessActions.Metrics);

    public static AccessRole Sender { get; } = new("sender", AccessActions.Send);

    public static AccessRole Receiver { get; } = new("receiver", AccessActions.Receive);

    /// <summary>Sees all and changes nothing.</summary>
    public static AccessRole Viewer { get; } = new("viewer", AccessActions.Peek | AccessActions.Metrics);

    public static IReadOnlyList<AccessRole> All { get; } = [Admin, Operator, Sender, Receiver, Viewer];

    public string Name { get; }

    public AccessActions Actions { get; }

    /// <summary>The role of a name, or null.</summary>
    public static AccessRole? Find(string name) =>
        All.FirstOrDefault(role => string.Equals(role.Name, name, StringComparison.Ordinal));

    /// <summary>The statement that gives this role on some queues.</summary>
    public PolicyStatement On(params IReadOnlyList<QueuePattern> queues) => On(queues, null);

    /// <summary>The statement that gives this role on some queues and exchanges.</summary>
    /// <param name="exchanges">Null if none are named.</param>
    public PolicyStatement On(IReadOnlyList<QueuePattern> queues, IReadOnlyList<ExchangePattern>? exchanges) =>
        new(Actions, queues, Name, exchanges);
}
