using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Access;

/// <summary>Counts listings of documents, and has calls fail while told to.</summary>
internal sealed class DocumentFaults : StorageFaults
{
    public bool IsDown { get; set; }

    /// <summary>As if a document among those that are listed were damaged.</summary>
    public bool IsDamaged { get; set; }

    public int Listings { get; private set; }

    public override ValueTask<StorageFault> BeforeAsync(StorageCall call)
    {
        if (call.Operation == StorageOperation.ListDocuments)
        {
            Listings++;
            if (IsDamaged)
                throw new StorageCorruptException("A document is damaged.");
        }

        return new(IsDown ? StorageFault.Throttled : StorageFault.None);
    }
}
