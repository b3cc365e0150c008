namespace QueueService.Storage.Memory;

/// <summary>The way from a store to the disk, on which the faults happen.</summary>
internal sealed class MemoryGate(StorageFaults faults)
{
    public async ValueTask<MemoryAnswer<T>> TryAsync<T>(StorageOperation operation, string target, Func<T> work)
    {
        var call = new StorageCall(operation, target, () => work());
        var fault = await faults.BeforeAsync(call);
        if (fault != StorageFault.None)
            return new MemoryAnswer<T>(fault, default);
        var value = work();
        return await faults.AfterAsync(call)
            ? new MemoryAnswer<T>(StorageFault.Lost, default)
            : new MemoryAnswer<T>(StorageFault.None, value);
    }

    /// <summary>As <see cref="TryAsync"/>, for the calls whose port knows exceptions instead of outcomes.</summary>
    public async ValueTask<T> CallAsync<T>(
        StorageOperation operation, string target, Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answer = await TryAsync(operation, target, work);
        return answer.Fault == StorageFault.None
            ? answer.Value!
            : throw new StorageUnavailableException($"{operation} of '{target}' failed: {answer.Fault}.")
            {
                IsOutcomeUnknown = answer.Fault == StorageFault.Lost && operation is StorageOperation.CreateDocument
                    or StorageOperation.ReplaceDocument or StorageOperation.DeleteDocument,
            };
    }
}
