namespace QueueService.Replication.Loop;

/// <summary>
/// Fetches what a decision lacked, in bulk and beside the commit loop, so that no command waits for what another one
/// needs. At most one fetch is under way; the loop is woken when it ends.
/// </summary>
internal sealed class Preparer(TurnMeter meter, Action wake)
{
    private readonly Lock _gate = new();
    private Task _fetch = Task.CompletedTask;
    private Preparation? _prepared;
    private Exception? _failure;

    /// <summary>True from the start of a fetch until what it brought was taken.</summary>
    public bool IsBusy { get; private set; }

    public void Begin(Preparation preparation)
    {
        if (IsBusy)
            throw new InvalidOperationException("Something is being fetched already.");
        IsBusy = true;
        _fetch = FetchAsync(preparation);
    }

    /// <summary>
    /// What the last fetch brought, once; null while there is nothing. Throws what it failed with, once.
    /// </summary>
    public Preparation? Take()
    {
        lock (_gate)
        {
            (Preparation? prepared, Exception? failure) = (_prepared, _failure);
            if (prepared is null && failure is null)
                return null;
            (_prepared, _failure, IsBusy) = (null, null, false);
            return failure is null ? prepared : throw failure;
        }
    }

    /// <summary>Ends when nothing is being fetched.</summary>
    public Task EndAsync() => _fetch;

    private async Task FetchAsync(Preparation preparation)
    {
        Preparation? prepared = null;
        Exception? failure = null;
        long begin = meter.Begin();
        try
        {
            await preparation.FetchAsync();
            prepared = preparation;
            meter.Fetched(begin, preparation.Frames);
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
