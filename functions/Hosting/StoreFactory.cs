using QueueService.Storage;
using QueueService.Storage.Azure;
using QueueService.Storage.Local;
using QueueService.Storage.Memory;

namespace QueueService.Functions.Hosting;

/// <summary>Opens the store that the options name.</summary>
internal static class StoreFactory
{
    public static IStore Open(ServiceOptions options) => options.Kind switch
    {
        StorageKind.Memory => new MemoryStore(new MemoryDisk(TimeProvider.System)),
        StorageKind.Azure => new AzureStore(options.Account!, TimeProvider.System),
        _ => new LocalStore(new LocalStoreOptions(options.Path)
        {
            OpenFiles = options.Descriptors.LogFiles,
            ReserveBytes = options.Memory.DiskReserveBytes,
        }),
    };
}
