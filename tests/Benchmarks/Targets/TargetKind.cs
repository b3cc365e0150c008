namespace QueueService.Benchmarks.Targets;

internal enum TargetKind
{
    /// <summary>The do-nothing server.</summary>
    Ceiling,

    /// <summary>The service on a folder on disk.</summary>
    Local,

    /// <summary>The service on a store in memory: what is left is the work of the processor.</summary>
    Memory,

    /// <summary>The same with access control, for what that costs.</summary>
    Keys,

    /// <summary>The service on the Azure storage emulator.</summary>
    Azurite,

    /// <summary>The service on a folder on disk, through its SQS endpoint.</summary>
    Sqs,

    /// <summary>The package with access control, on a folder on disk.</summary>
    Package,

    /// <summary>The same behind the stand-in for the Functions host.</summary>
    Hosted,

    /// <summary>The package with access control, on the Azure storage emulator.</summary>
    PackageAzurite,

    /// <summary>The same behind the stand-in for the Functions host.</summary>
    HostedAzurite,
}
