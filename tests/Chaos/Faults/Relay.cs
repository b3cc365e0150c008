using System.Net.Sockets;

namespace QueueService.Tests.Chaos.Faults;

/// <summary>One connection by way of the proxy.</summary>
/// <param name="client">The side that sends requests, one after the other.</param>
internal sealed class Relay(TcpClient client, FaultProxy proxy) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>The bytes of the request that has no answer yet.</summary>
    private readonly MemoryStream _request = new();
    private readonly Lock _gate = new();
    private TcpClient _store = NewConnection();
    private bool _isAnswered;
    private bool _isRepeated;

    /// <summary>Carries requests and answers until one side goes away or a fault ends the connection.</summary>
    public async Task RunAsync(Uri target, CancellationToken cancellationToken)
    {
        client.NoDelay = true;
        try
        {
            await _store.ConnectAsync(target.Host, target.Port, cancellationToken);
        }
        catch (Exception gone) when (IsEnd(gone))
        {
            return;
        }

        Task requests = RunAsync(() => PumpRequestsAsync(cancellationToken));
        Task answers = RunAsync(() => PumpAnswersAsync(target, cancellationToken));
        await Task.WhenAny(requests, answers);
        client.LingerState = new LingerOption(true, 0);
        Dispose();
        await Task.WhenAll(requests, answers);
    }

    public void Dispose()
    {
        client.Dispose();
        lock (_gate)
            _store.Dispose();
    }

    private async Task PumpRequestsAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferBytes];
        while (true)
        {
            int count = await client.GetStream().ReadAsync(buffer, cancellationToken);
            NetworkPlan plan = proxy.Plan;
            if (count == 0 || proxy.Happens(plan.LoseRequest))
                return;
            await DelayAsync(plan.DelayRequest, plan, cancellationToken);
            await Remember(buffer.AsMemory(0, count)).GetStream().WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    private async Task PumpAnswersAsync(Uri target, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferBytes];
        while (true)
        {
            int count = await _store.GetStream().ReadAsync(buffer, cancellationToken);
            NetworkPlan plan = proxy.Plan;
            if (count == 0 || proxy.Happens(plan.LoseAnswer))
                return;
            if (TakeRequestToRepeat(plan) is { } request)
            {
                await DelayAsync(plan.DelayRepeat, plan, cancellationToken);
                await RepeatAsync(request, target, cancellationToken);
                continue;
            }

            await DelayAsync(plan.DelayAnswer, plan, cancellationToken);
            await client.GetStream().WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    /// <summary>
    /// The request is done: its answer begins here. Null unless it is to be done once more; the first answer is dropped
    /// then with the connection that it comes on.
    /// </summary>
    private byte[]? TakeRequestToRepeat(NetworkPlan plan)
    {
        lock (_gate)
        {
            bool isFirst = !_isAnswered;
            _isAnswered = true;
            if (!isFirst || _isRepeated || !proxy.Happens(plan.RepeatRequest))
                return null;
            (_isRepeated, _isAnswered) = (true, false);
            return _request.ToArray();
        }
    }

    /// <summary>What the client sends after an answer has begun is the next request. The connection to send it on.</summary>
    private TcpClient Remember(ReadOnlyMemory<byte> part)
    {
        lock (_gate)
        {
            if (_isAnswered)
            {
                _request.SetLength(0);
                (_isAnswered, _isRepeated) = (false, false);
            }

            _request.Write(part.Span);
            return _store;
        }
    }

    private async Task RepeatAsync(byte[] request, Uri target, CancellationToken cancellationToken)
    {
        TcpClient again = NewConnection();
        lock (_gate)
        {
            _store.Dispose();
            _store = again;
        }

        await again.ConnectAsync(target.Host, target.Port, cancellationToken);
        await again.GetStream().WriteAsync(request, cancellationToken);
    }

    private async Task DelayAsync(double probability, NetworkPlan plan, CancellationToken cancellationToken)
    {
        if (proxy.Happens(probability))
            await Task.Delay(plan.LongestDelay * Math.Pow(proxy.Draw(), 4), cancellationToken);
    }

    private static TcpClient NewConnection() => new() { NoDelay = true };

    private static async Task RunAsync(Func<Task> pump)
    {
        try
        {
            await pump();
        }
        catch (Exception gone) when (IsEnd(gone))
        {
            // One of the two sides is gone; so is the connection.
        }
    }

    private static bool IsEnd(Exception error) =>
        error is SocketException or IOException or OperationCanceledException or InvalidOperationException;
}
