namespace QueueService.Functions.Access;

/// <summary>Whether callers must prove who they are.</summary>
internal enum AccessMode
{
    Keys = 1,

    /// <summary>Anybody who can connect may do everything; only where nobody but this machine can.</summary>
    Off,
}
