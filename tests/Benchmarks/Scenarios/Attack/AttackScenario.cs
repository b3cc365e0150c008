using System.Text;
using System.Text.Json;
using QueueService.Benchmarks.CommandLine;
using QueueService.Benchmarks.Load;
using QueueService.Benchmarks.Processes;
using QueueService.Benchmarks.Reporting;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Scenarios.Attack;

/// <summary>What attackers take from the service in memory, and from an owner in time, all of them at once.</summary>
internal static class AttackScenario
{
    private const string Owned = "owned";
    private const long MostResident = 1024L * 1024 * 1024;
    private const int Pages = 100;

    private static readonly TimeSpan MostLatency = TimeSpan.FromMilliseconds(250);
    private static readonly string Self = typeof(AttackScenario).Assembly.Location;
    private static readonly Option Seconds = new("--seconds", "60", "length of the attack");
    private static readonly Option AloneSeconds = new("--alone-seconds", "20", "the owner alone before it");

    public static IReadOnlyList<Option> Options { get; } = [Seconds, AloneSeconds, TargetOptions.WorkFolder];

    public static async Task RunAsync(OptionValues options, CancellationToken cancellation)
    {
        TimeSpan time = options.Seconds(Seconds.Name);
        string workFolder = options.Text(TargetOptions.WorkFolder.Name);
        using ServiceProgram program = await ServiceProgram.PublishAsync(
            PublishKind.Portable, workFolder, cancellation);
        await using TargetServer server = program.StartLocal(
            TargetKind.Local, new TempFolder(workFolder), BenchmarkKey.Settings);
        await server.WaitUntilReadyAsync(cancellation);
        string key = await PrepareAsync(server, cancellation);
        var owner = new OwnerLoad(server.Port, Owned);
        Console.WriteLine($"1-minute load average at start: {LoadAverage.OneMinute()}\n");
        (LatencyHistogram alone, int refusedAlone) = await owner.RunAsync(
            options.Seconds(AloneSeconds.Name), cancellation);

        using ChildProcess attacker = DotnetHost.Start(
            Self, "attack-client", "--port", $"{server.Port}", "--key", key, "--seconds", $"{time.TotalSeconds}");
        Task<(LatencyHistogram Latencies, int Refused)> attacked = owner.RunAsync(time, cancellation);
        long peak = await WatchAsync(server, attacked, cancellation);
        (LatencyHistogram latencies, int refused) = await attacked;
        await attacker.WaitForSuccessAsync("The attacker", cancellation);

        var table = new MarkdownTable("owner's sends", "sends", "refused", "ms p50/p99/max");
        table.Add("alone", $"{alone.Count}", $"{refusedAlone}", Figures.Percentiles(alone));
        table.Add("under attack", $"{latencies.Count}", $"{refused}", Figures.Percentiles(latencies));
        Console.WriteLine($"{table}\n\nRSS at most: {Figures.Mebibytes(peak)}\n\n{attacker.Output}\n");
        Console.WriteLine($"1-minute load average at the end: {LoadAverage.OneMinute()}");
        if (peak >= MostResident)
            throw new BenchmarkFailedException($"The service held {Figures.Mebibytes(peak)}.");
        if (latencies.Percentile(0.99) > MostLatency || refused > 0)
            throw new BenchmarkFailedException("The owner was held up.");
    }

    /// <summary>The most that the service holds in memory until the owner is done.</summary>
    private static async Task<long> WatchAsync(TargetServer server, Task owner, CancellationToken cancellation)
    {
        long peak = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!owner.IsCompleted && await timer.WaitForNextTickAsync(cancellation))
            peak = Math.Max(peak, server.ReadResidentBytes());
        return peak;
    }

    /// <summary>Queues for both, and a key for the attacker.</summary>
    private static async Task<string> PrepareAsync(TargetServer server, CancellationToken cancellation)
    {
        foreach (string queue in (string[])[Owned, AttackClient.Pages, AttackClient.Delays, AttackClient.Ids])
            await server.CreateQueueAsync(queue, cancellation);
        using HttpClient http = BenchmarkKey.Client(new Uri($"http://127.0.0.1:{server.Port}"));
        for (int n = 0; n < Pages; n++)
        {
            using ByteArrayContent page = new(Encoding.ASCII.GetBytes(new string('<', Limits.MaxMessageBytes)));
            using HttpResponseMessage sent = await http.PostAsync(
                new Uri($"/v1/queues/{AttackClient.Pages}/messages", UriKind.Relative), page, cancellation);
            sent.EnsureSuccessStatusCode();
        }

        using StringContent wanted = new(
            """{"name":"attacker","allow":[{"actions":["send","peek"],"queues":["attack-*"]}]}""",
            Encoding.UTF8,
            "application/json");
        using HttpResponseMessage answer = await http.PostAsync(
            new Uri("/v1/keys", UriKind.Relative), wanted, cancellation);
        JsonElement key = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return $"{key.GetProperty("id").GetString()}.{key.GetProperty("secret").GetString()}";
    }
}
