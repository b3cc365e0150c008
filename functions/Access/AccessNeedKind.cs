namespace QueueService.Functions.Access;

/// <summary>How the gate decides about a call.</summary>
internal enum AccessNeedKind
{
    /// <summary>Open to anybody.</summary>
    Nothing = 1,

    /// <summary>The endpoint proves and decides itself, by the rules of its protocol.</summary>
    OwnCheck,

    /// <summary>Any valid key; what it sees is the handler's matter.</summary>
    AnyKey,

    /// <summary>An action on the queue that the address names.</summary>
    OfQueue,

    /// <summary>An action on the exchange that the address names.</summary>
    OfExchange,

    /// <summary>An action on the queue of the redrive that the address names.</summary>
    OfRedrive,

    /// <summary>An action about the whole service.</summary>
    OfService,
}
