using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Access;

/// <summary>Counts listings of documents, and loses them while told to.</summary>
internal sealed class DocumentFaults : StorageFaults
{
    public bool IsDown { get; set; }

    public int Listings { get; private set; }

    public override ValueTask<StorageFault> BeforeAsync(StorageCall call)
    {
        if (call.Operation == StorageOperation.ListDocuments)
            Listings++;
        return new(IsDown ? StorageFault.Throttled : StorageFault.None);
    }
}
