using System.Net;
using System.Net.Sockets;
using QueueService.Tests.Chaos.Faults;

namespace QueueService.Tests.Chaos.Tests;

/// <summary>A server behind the proxy that answers each line with how many lines it has had.</summary>
public sealed class FaultProxyTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly List<string> _lines = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _serving = Task.CompletedTask;
    private FaultProxy? _proxy;

    public Task InitializeAsync()
    {
        _server.Start();
        _serving = ServeAsync();
        _proxy = new FaultProxy(new Uri($"http://127.0.0.1:{((IPEndPoint)_server.LocalEndpoint).Port}"), 1);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _proxy!.DisposeAsync();
        await _stopping.CancelAsync();
        _server.Dispose();
        await _serving;
        _stopping.Dispose();
    }

    [Fact]
    public async Task Relay_WhenNothingGoesWrong_CarriesEachRequestOnce()
    {
        Assert.Equal(["1", "2"], await AskAsync("a", "b"));
        Assert.Equal(["a", "b"], _lines);
        Assert.Equal(0, _proxy!.Faults);
    }

    [Fact]
    public async Task Relay_WhenRequestsAreRepeated_DoesEachTwiceAndGivesTheSecondAnswer()
    {
        _proxy!.Plan = NetworkPlan.Calm with { RepeatRequest = 1 };
        Assert.Equal(["2", "4"], await AskAsync("a", "b"));
        Assert.Equal(["a", "a", "b", "b"], _lines);
        Assert.Equal(2, _proxy.Faults);
    }

    private async Task<List<string>> AskAsync(params string[] lines)
    {
        using TcpClient client = new() { NoDelay = true };
        await client.ConnectAsync(_proxy!.Address.Host, _proxy.Address.Port);
        using StreamReader reader = new(client.GetStream());
        await using StreamWriter writer = new(client.GetStream()) { AutoFlush = true };
        List<string> answers = [];
        foreach (string line in lines)
        {
            await writer.WriteAsync(line + "\n");
            answers.Add((await reader.ReadLineAsync().WaitAsync(Patience))!);
        }

        return answers;
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
                connections.Add(AnswerAsync(await _server.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            using StreamReader reader = new(client.GetStream());
            await using StreamWriter writer = new(client.GetStream()) { AutoFlush = true };
            try
            {
                while (await reader.ReadLineAsync(_stopping.Token) is { } line)
                {
                    _lines.Add(line);
                    await writer.WriteAsync($"{_lines.Count}\n");
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // The proxy has closed the connection.
            }
        }
    }
}
