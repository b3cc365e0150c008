namespace QueueService.Functions.Hosting;

/// <summary>Where everything is kept.</summary>
internal enum StorageKind
{
    Local = 1,
    Azure,
    Memory,
}
