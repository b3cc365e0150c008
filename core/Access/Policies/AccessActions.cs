namespace QueueService.Access.Policies;

/// <summary>What a policy can allow. The numbers are stored with keys: they never change.</summary>
[Flags]
public enum AccessActions
{
    None = 0,
    Send = 1,
    Receive = 2,
    Peek = 4,

    /// <summary>To create, change and delete queues and exchanges, and to bind.</summary>
    Manage = 8,
    Purge = 16,
    Redrive = 32,

    /// <summary>To give out, change and take back keys; and to raise the feature level of the store.</summary>
    Keys = 64,
    Metrics = 128,

    /// <summary>To read who has managed what.</summary>
    Audit = 256,

    /// <summary>Those that are about a queue.</summary>
    OfQueues = Send | Receive | Peek | Manage | Purge | Redrive,

    /// <summary>Those that are about an exchange.</summary>
    OfExchanges = Send | Receive | Peek | Manage,

    /// <summary>Those that are about the whole service: they count only in a statement for all queues.</summary>
    OfService = Keys | Metrics | Audit,

    All = OfQueues | OfService,
}
