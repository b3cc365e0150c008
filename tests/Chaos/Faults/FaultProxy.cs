using System.Net;
using System.Net.Sockets;

namespace QueueService.Tests.Chaos.Faults;

/// <summary>
/// The way to one endpoint of the store, on which requests and answers are lost and delayed. A request goes on even if
/// its sender has gone away in the meantime, as it does in a real network.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Uri _target;
    private readonly Random _random;
    private readonly Task _accepting;
    private int _faults;

    public FaultProxy(Uri target, int seed)
    {
        _target = target;
        _random = new Random(seed);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What the way is like from now on.</summary>
    public NetworkPlan Plan { get; set; } = NetworkPlan.Calm;

    /// <summary>The endpoint by way of this proxy.</summary>
    public Uri Address =>
        new UriBuilder(_target) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;

    public int Faults => _faults;

    /// <summary>True with this probability; counts as a fault.</summary>
    public bool Happens(double probability)
    {
        bool happens = probability > 0 && Draw() < probability;
        if (happens)
            Interlocked.Increment(ref _faults);
        return happens;
    }

    /// <summary>0 to 1.</summary>
    public double Draw()
    {
        lock (_random)
            return _random.NextDouble();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                _ = RelayAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using Relay relay = new(client, this);
        await relay.RunAsync(_target, _stopping.Token);
    }
}
