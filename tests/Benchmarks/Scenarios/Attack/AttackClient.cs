using System.Globalization;
using System.Net.Sockets;
using QueueService.Benchmarks.CommandLine;

namespace QueueService.Benchmarks.Scenarios.Attack;

/// <summary>
/// All at once, held to half a core: bodies that stall, readers that never read, values of 15 MB, answers that nobody
/// fetches, delayed messages and deduplication ids without end. Prints how often each was tried.
/// </summary>
internal sealed class AttackClient
{
    public const string Pages = "attack-pages";
    public const string Delays = "attack-delays";
    public const string Ids = "attack-ids";

    private const double Share = 0.5;
    private const int LargestBody = 16 * 1024 * 1024;
    private const int LongValue = 15_000_000;

    private static readonly Option Port = new("--port", "", "of the service");
    private static readonly Option Key = new("--key", "", "id.secret of the attacker, who may use the attack-* queues");
    private static readonly Option Seconds = new("--seconds", "30", "how long");

    private readonly CpuPace _pace = new(Share);
    private readonly Dictionary<string, int> _tries = [];
    private readonly int _port;
    private readonly string _authorization;

    private AttackClient(int port, string key)
    {
        _port = port;
        _authorization = $"Authorization: Bearer {key}\r\n";
    }

    public static IReadOnlyList<Option> Options { get; } = [Port, Key, Seconds];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        AttackClient client = new(options.Number(Port.Name, 1, ushort.MaxValue), options.Text(Key.Name));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(options.Seconds(Seconds.Name));
        await Task.WhenAll(
            client.RepeatAsync("2: bodies that stall", 16, client.StallAsync, end.Token),
            client.RepeatAsync("4: readers that never read", 20, client.PeekAsync, end.Token),
            client.RepeatAsync("5: values of 15 MB", 2, client.SendLongAsync, end.Token),
            client.RepeatAsync("6: answers not fetched", 300, client.AskAsync, end.Token),
            client.RepeatAsync("7: delayed messages", 1, token => client.SendAsync(Delays, Delayed, token), end.Token),
            client.RepeatAsync("7: ids", 1, token => client.SendAsync(Ids, Identified, token), end.Token));
        foreach ((string attack, int tries) in client._tries)
            Console.WriteLine($"{attack}: {tries.ToString(CultureInfo.InvariantCulture)}");
        Console.WriteLine($"processor: {client._pace.Used.ToString("P0", CultureInfo.InvariantCulture)}");
    }

    private async Task RepeatAsync(
        string name, int atOnce, Func<CancellationToken, Task> attack, CancellationToken end)
    {
        async Task OneAsync()
        {
            while (!end.IsCancellationRequested)
            {
                lock (_tries)
                    _tries[name] = _tries.GetValueOrDefault(name) + 1;
                try
                {
                    await _pace.WaitAsync(end);
                    await attack(end);
                }
                catch (Exception cut) when (cut is SocketException or OperationCanceledException)
                {
                    // Cut off; the next try begins.
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => OneAsync()));
    }

    private async Task StallAsync(CancellationToken end)
    {
        using AttackConnection connection = await OpenAsync(end);
        string time = DateTimeOffset.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        await connection.WriteAsync(
            $"POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: AmazonSQS.SendMessage\r\nX-Amz-Date: {time}\r\n"
            + $"Authorization: AWS4-HMAC-SHA256 Credential=benchmark/{time[..8]}/r/sqs/aws4_request, "
            + $"SignedHeaders=host;x-amz-date;x-amz-target, Signature={new string('0', 64)}\r\n"
            + $"Content-Length: {LargestBody}\r\n\r\n",
            end);
        await connection.FillAsync(LargestBody - 1, end);
        await connection.ReadAsync(end);
    }

    private async Task PeekAsync(CancellationToken end)
    {
        using AttackConnection connection = await OpenAsync(end);
        await connection.WriteAsync(Head($"GET /v1/queues/{Pages}/messages?limit=100"), end);
        await connection.UntilClosedAsync(end);
    }

    private async Task SendLongAsync(CancellationToken end)
    {
        using AttackConnection connection = await OpenAsync(end);
        await connection.WriteAsync(Head($"POST /v1/queues/{Ids}/messages", LongValue + 6) + "{\"", end);
        await connection.FillAsync(LongValue, end);
        await connection.WriteAsync("\":1}", end);
        await connection.ReadAsync(end);
    }

    private async Task AskAsync(CancellationToken end)
    {
        using AttackConnection connection = await OpenAsync(end);
        await connection.WriteAsync(
            string.Concat(Enumerable.Repeat("GET /openapi/v1.json HTTP/1.1\r\nHost: x\r\n\r\n", 1000)), end);
        await connection.UntilClosedAsync(end);
    }

    private async Task SendAsync(string queue, Func<string> message, CancellationToken end)
    {
        using AttackConnection connection = await OpenAsync(end);
        while (true)
        {
            string body = $$"""{"messages":[{{string.Join(',', Enumerable.Range(0, 100).Select(_ => message()))}}]}""";
            await connection.WriteAsync(Head($"POST /v1/queues/{queue}/messages", body.Length) + body, end);
            string status = await connection.ReadAsync(end);
            lock (_tries)
                _tries[$"{queue} {status}"] = _tries.GetValueOrDefault($"{queue} {status}") + 1;
            if (status.Length == 0)
                return;
        }
    }

    private static string Delayed() => """{"body":"x","delaySeconds":900}""";

    private static string Identified() => $$"""{"body":"x","deduplicationId":"{{Guid.NewGuid():N}}"}""";

    private string Head(string request, int length = 0) =>
        $"{request} HTTP/1.1\r\nHost: x\r\n{_authorization}"
        + (length > 0 ? $"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n" : "\r\n");

    private async Task<AttackConnection> OpenAsync(CancellationToken end)
    {
        AttackConnection connection = new(_port, _pace);
        try
        {
            await connection.OpenAsync(end);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
