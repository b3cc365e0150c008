using QueueService.Partitions.Contents;
using QueueService.Partitions.Drafts;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <summary>
/// Fetches what a decision lacked, in bulk and beside the commit loop, so that no command waits for what another one
/// needs. At most one fetch is under way; the loop is woken when it ends.
/// </summary>
/// <param name="lookUp">Looks up a queue that messages may be moved to; null if it does not exist.</param>
internal sealed class Preparer(
    FrameReader frames, Func<QueueName, CancellationToken, Task<MoveTarget?>> lookUp, Action wake)
{
    private readonly Lock _gate = new();
    private Task _fetch = Task.CompletedTask;
    private Prepared? _prepared;
    private Exception? _failure;

    /// <summary>True from the start of a fetch until what it brought was taken.</summary>
    public bool IsBusy { get; private set; }

    /// <param name="wanted">The frames of unread messages to load, in order.</param>
    /// <param name="deadLetter">The dead-letter queue, if it must be known.</param>
    public void Begin(IReadOnlyList<FrameNumber> wanted, QueueName? deadLetter)
    {
        if (IsBusy)
            throw new InvalidOperationException("Something is being fetched already.");
        IsBusy = true;
        _fetch = FetchAsync(wanted, deadLetter);
    }

    /// <summary>
    /// What the last fetch brought, once; null while there is nothing. Throws what it failed with, once.
    /// </summary>
    public Prepared? Take()
    {
        lock (_gate)
        {
            (Prepared? prepared, Exception? failure) = (_prepared, _failure);
            if (prepared is null && failure is null)
                return null;
            (_prepared, _failure, IsBusy) = (null, null, false);
            return failure is null ? prepared : throw failure;
        }
    }

    /// <summary>Ends when nothing is being fetched.</summary>
    public Task EndAsync() => _fetch;

    private async Task FetchAsync(IReadOnlyList<FrameNumber> wanted, QueueName? deadLetter)
    {
        Prepared? prepared = null;
        Exception? failure = null;
        try
        {
            Dictionary<FrameNumber, StoredMessage[]?> found = await frames.ReadMessagesAsync(wanted);
            DeadLetterTarget? target = deadLetter is { } queue
                ? new DeadLetterTarget(queue, await lookUp(queue, CancellationToken.None))
                : null;
            prepared = new Prepared(found, target);
        }
#pragma warning disable CA1031 // The loop throws it where it would have thrown it had it waited.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        lock (_gate)
            (_prepared, _failure) = (prepared, failure);
        wake();
    }
}
