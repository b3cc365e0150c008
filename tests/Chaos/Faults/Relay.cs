using System.Net.Sockets;

namespace QueueService.Tests.Chaos.Faults;

/// <summary>One connection by way of the proxy.</summary>
/// <param name="client">The side that sends requests.</param>
internal sealed class Relay(TcpClient client, FaultProxy proxy) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpClient _store = new() { NoDelay = true };

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

        Task requests = PumpAsync(client, _store, plan => (plan.LoseRequest, plan.DelayRequest), cancellationToken);
        Task answers = PumpAsync(_store, client, plan => (plan.LoseAnswer, plan.DelayAnswer), cancellationToken);
        await Task.WhenAny(requests, answers);
        client.LingerState = new LingerOption(true, 0);
        Dispose();
        await Task.WhenAll(requests, answers);
    }

    public void Dispose()
    {
        client.Dispose();
        _store.Dispose();
    }

    private async Task PumpAsync(
        TcpClient from,
        TcpClient to,
        Func<NetworkPlan, (double Lose, double Delay)> rates,
        CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferBytes];
        try
        {
            while (true)
            {
                int count = await from.GetStream().ReadAsync(buffer, cancellationToken);
                NetworkPlan plan = proxy.Plan;
                (double lose, double delay) = rates(plan);
                if (count == 0 || proxy.Happens(lose))
                    return;
                if (proxy.Happens(delay))
                    await Task.Delay(plan.LongestDelay * Math.Pow(proxy.Draw(), 4), cancellationToken);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        catch (Exception gone) when (IsEnd(gone))
        {
            // One of the two sides is gone; so is the connection.
        }
    }

    private static bool IsEnd(Exception error) =>
        error is SocketException or IOException or OperationCanceledException or InvalidOperationException;
}
