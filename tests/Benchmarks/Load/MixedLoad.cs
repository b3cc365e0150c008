using System.Diagnostics;

namespace QueueService.Benchmarks.Load;

/// <summary>Senders and receivers at the same time on one queue; ends when all that was sent is acknowledged.</summary>
internal sealed class MixedLoad(LoadClients senders, LoadClients receivers)
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(60);

    private long _sent;
    private long _received;
    private long _drainDeadline = long.MaxValue;

    /// <summary>The messages and time are those of sending, the latencies those of both sides.</summary>
    public async Task<LoadResult> RunAsync(TimeSpan time, ISendPace pace, CancellationToken cancellation)
    {
        _sent = 0;
        _received = 0;
        _drainDeadline = long.MaxValue;
        WorkBudget budget = WorkBudget.OfTime(time);
        Task<LoadResult> receiving = receivers.RunAsync(client => ReceiveLoopAsync(client, pace), cancellation);
        Task<LoadResult> sending = senders.RunAsync(
            client => SendLoopAsync(client, budget, pace, cancellation), cancellation);
        try
        {
            // Receiving can only end first by failing.
            LoadResult sent = await await Task.WhenAny(sending, receiving);
            Volatile.Write(ref _drainDeadline, Deadline(DrainLimit));
            LoadResult received = await receiving;
            if (received.Messages != sent.Messages)
                throw new BenchmarkFailedException($"Sent {sent.Messages} messages, received {received.Messages}.");
            sent.Latencies.Add(received.Latencies);
            return sent;
        }
        catch
        {
            // When one side fails the other would wait for it in vain.
            senders.Dispose();
            receivers.Dispose();
            throw;
        }
    }

    private static long Deadline(TimeSpan time) =>
        Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);

    private async Task<long> SendLoopAsync(
        QueueClient client, WorkBudget budget, ISendPace pace, CancellationToken cancellation)
    {
        long sent = 0;
        while (budget.TryClaim(client.Batch, out long first))
        {
            await pace.WaitAsync(cancellation);
            Interlocked.Add(ref _sent, client.Batch);
            await client.SendAsync(first);
            sent += client.Batch;
        }

        return sent;
    }

    private async Task<long> ReceiveLoopAsync(QueueClient client, ISendPace pace)
    {
        long acked = 0;
        while (!IsDrained())
        {
            int received = await client.ReceiveAsync();
            if (received == 0)
                continue;
            client.RecordEndToEnd();
            Interlocked.Add(ref _received, received);
            pace.OnReceived(received);
            await client.AckAsync();
            acked += received;
        }

        return acked;
    }

    private bool IsDrained()
    {
        long deadline = Volatile.Read(ref _drainDeadline);
        if (deadline == long.MaxValue)
            return false;
        if (Volatile.Read(ref _received) == Volatile.Read(ref _sent))
            return true;
        return Stopwatch.GetTimestamp() < deadline
            ? false
            : throw new BenchmarkFailedException($"{_sent - _received} messages did not arrive in {DrainLimit}.");
    }
}
