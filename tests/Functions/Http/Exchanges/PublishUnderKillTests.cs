using System.Text.Json;

namespace QueueService.Tests.Functions.Http.Exchanges;

/// <summary>A fanout to two queues while the program is killed again and again.</summary>
public sealed class PublishUnderKillTests : IDisposable
{
    private const int Kills = 4;
    private const int PublishesPerLife = 60;
    private static readonly string[] Queues = ["left", "right"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-service-test");

    private string[] Arguments =>
        ["--Storage:Kind=Local", $"--Storage:Path={_folder.FullName}", "--urls=http://127.0.0.1:0"];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Publish_WhenTheProgramIsKilled_IsOnceInEachQueueAndInOrder()
    {
        Publisher[] publishers =
        [
            new("a", repeats: false), new("b", repeats: false), new("c", repeats: true), new("d", repeats: true),
        ];
        using (ServiceProcess first = ServiceProcess.Start(Arguments))
        {
            using HttpClient http = await first.ConnectAsync();
            await ServiceProcess.CallAsync(http, "PUT", "/v1/exchanges/news", """{"type":"fanout"}""");
            foreach (string queue in Queues)
            {
                await ServiceProcess.CallAsync(http, "PUT", $"/v1/queues/{queue}", "{}");
                await ServiceProcess.CallAsync(
                    http, "POST", "/v1/exchanges/news/bindings", $$"""{"queue":"{{queue}}"}""");
            }

            await PublishUntilKilledAsync(first, http, publishers);
        }

        for (int life = 1; life < Kills; life++)
        {
            using ServiceProcess next = ServiceProcess.Start(Arguments);
            using HttpClient http = await next.ConnectAsync();
            await CheckAsync(http, publishers);
            await PublishUntilKilledAsync(next, http, publishers);
        }

        using ServiceProcess last = ServiceProcess.Start(Arguments);
        using HttpClient look = await last.ConnectAsync();
        await CheckAsync(look, publishers);
        await last.KillAsync();
    }

    /// <summary>The kill comes while all publish, since none of them stops before.</summary>
    private static async Task PublishUntilKilledAsync(
        ServiceProcess process, HttpClient http, IReadOnlyList<Publisher> publishers)
    {
        using SemaphoreSlim enough = new(0);
        int left = PublishesPerLife;
        Task[] publishing =
        [
            .. publishers.Select(publisher => publisher.PublishAsync(http, () =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                    enough.Release();
            })),
        ];
        Assert.True(await enough.WaitAsync(TimeSpan.FromMinutes(1)), "The program publishes too slowly.");
        await process.KillAsync();
        await Task.WhenAll(publishing);
    }

    private static async Task CheckAsync(HttpClient http, IReadOnlyList<Publisher> publishers)
    {
        foreach (string queue in Queues)
        {
            // Copies that were on their way when the program was killed arrive soon.
            List<string> bodies = [];
            await Eventually.UntilAsync(async () =>
            {
                bodies = await ReadAsync(http, queue);
                return publishers.SelectMany(publisher => publisher.Acknowledged).ToHashSet().IsSubsetOf(bodies);
            });
            foreach (Publisher publisher in publishers)
            {
                List<string> there = bodies.FindAll(body => body.StartsWith(publisher.Name, StringComparison.Ordinal));
                Assert.Equal(there.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), there);
                Assert.Subset(publisher.Sent.ToHashSet(StringComparer.Ordinal), there.ToHashSet(StringComparer.Ordinal));
            }
        }
    }

    private static async Task<List<string>> ReadAsync(HttpClient http, string queue)
    {
        List<string> bodies = [];
        string? cursor = null;
        do
        {
            string path = $"/v1/queues/{queue}/messages?limit=1000&bodyBytes=256"
                + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative));
            JsonElement page = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
            bodies.AddRange(page.GetProperty("messages").EnumerateArray().Select(
                message => message.GetProperty("body").GetString()!));
            cursor = page.TryGetProperty("cursor", out JsonElement more) ? more.GetString() : null;
        }
        while (cursor is not null);
        return bodies;
    }
}
