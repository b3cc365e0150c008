using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Sessions;

namespace QueueService.Functions.Mqtt.Connections;

/// <summary>
/// Publishes the messages of one client in their order. What comes while a commit is under way goes with the next one:
/// so a client that sends one message after another is not held up by each of them.
/// </summary>
/// <param name="publish">Publishes 1..100 messages and says what became of each; null if nobody knows.</param>
/// <param name="report">Is told of each batch, one after another.</param>
internal sealed class PublishLane(
    Func<IReadOnlyList<IncomingPublish>, Task<ReasonCode[]?>> publish,
    Action<IReadOnlyList<IncomingPublish>, ReasonCode[]?> report)
{
    /// <summary>What may wait behind a commit; whoever sends more is not read from meanwhile.</summary>
    private const int MostBytes = 1024 * 1024;

    private readonly Lock _gate = new();
    private List<IncomingPublish> _gathered = [];
    private int _gatheredBytes;
    private Task _running = Task.CompletedTask;

    private bool IsFull => _gathered.Count >= Limits.MaxBatchMessages || _gatheredBytes >= MostBytes;

    /// <summary>Takes a message, which must have memory of its own. Waits while too many are there.</summary>
    public async ValueTask AddAsync(IncomingPublish message)
    {
        Task? before = null;
        lock (_gate)
        {
            if (IsFull)
                before = _running;
        }

        // One batch at most waits for the one under way, so that is over then.
        if (before is not null)
            await before;
        lock (_gate)
        {
            _gathered.Add(message);
            _gatheredBytes += message.Publish.Message.Body.Length;
            if (_running.IsCompleted)
                _running = RunAsync();
        }
    }

    /// <summary>Ends when everything that was added is published, or is not.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
            return _running;
    }

    private async Task RunAsync()
    {
        // Whoever adds goes on at once.
        await Task.Yield();
        while (true)
        {
            List<IncomingPublish> batch;
            lock (_gate)
            {
                if (_gathered.Count == 0)
                {
                    _running = Task.CompletedTask;
                    return;
                }

                (batch, _gathered, _gatheredBytes) = (_gathered, [], 0);
            }

            report(batch, await publish(batch));
        }
    }
}
