namespace QueueService.Storage.Memory;

/// <summary>The kinds of storage calls that can fail.</summary>
public enum StorageOperation
{
    Check = 1,
    ReadHead,
    Append,
    ReadFrames,
    ReadFrame,
    Trim,
    DeleteLog,
    PutBlob,
    GetBlob,
    DeleteBlob,
    ListBlobs,
    GetDocument,
    CreateDocument,
    ReplaceDocument,
    DeleteDocument,
    ListDocuments,
}
