namespace QueueService.Storage.Memory;

/// <summary>The way from a store to the disk, on which the faults happen.</summary>
/// <param name="time">The clock of the process; null if what the disk's clock shows is not to be told.</param>
/// <param name="clock">Hears of the time of the disk with each answer.</param>
internal sealed class MemoryGate(StorageFaults faults, MemoryDisk disk, TimeProvider? time, StoreClock clock)
{
    /// <summary>That of the Date header of HTTP.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    public async ValueTask<MemoryAnswer<T>> TryAsync<T>(StorageOperation operation, string target, Func<T> work)
    {
        var call = new StorageCall(operation, target, () => work());
        var sentAt = time?.GetTimestamp() ?? 0;
        var fault = await faults.BeforeAsync(call);
        if (fault == StorageFault.Repeated)
        {
            work();
            await faults.BetweenAsync(call);
        }
        else if (fault != StorageFault.None)
        {
            return new MemoryAnswer<T>(fault, default);
        }

        var value = work();
        var answeredAt = disk.Now;
        if (await faults.AfterAsync(call))
            return new MemoryAnswer<T>(StorageFault.Lost, default);
        if (time is not null)
            clock.Observe(sentAt, answeredAt.AddTicks(-(answeredAt.Ticks % Resolution.Ticks)), Resolution);
        return new MemoryAnswer<T>(StorageFault.None, value);
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
