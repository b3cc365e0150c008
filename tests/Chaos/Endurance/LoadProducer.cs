using System.Diagnostics;
using System.Text.Json.Nodes;
using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Endurance;

/// <summary>Sends batches by a clock: plain, delayed, in groups, and some of them twice.</summary>
internal sealed class LoadProducer(string name, RestClient rest, LoadBook book, Random random)
{
    public const int BatchSize = 10;

    /// <summary>Names of messages that no consumer acknowledges but as dead letters.</summary>
    public const char Poison = 'x';

    /// <summary>Names of messages that are delivered late on purpose.</summary>
    public const char Delayed = 'd';

    private const int Groups = 50;
    private const int BodyBytes = 1024;
    private int _made;

    /// <param name="maxBacklog">While there are more messages, turns are skipped.</param>
    public async Task RunAsync(double batchesPerSecond, int maxBacklog, CancellationToken stopping)
    {
        Stopwatch clock = Stopwatch.StartNew();
        for (long n = 0; await Pause.WaitAsync(TimeSpan.FromSeconds(n / batchesPerSecond) - clock.Elapsed, stopping); n++)
        {
            if (book.Backlog > maxBacklog)
                book.Count("turns skipped");
            else
                await SendAsync(LoadQueues.Sources[random.Next(LoadQueues.Sources.Count)]);
        }
    }

    private async Task SendAsync(QueueSpec queue)
    {
        string[] names = [.. Enumerable.Range(0, BatchSize).Select(_ => MakeName(queue))];
        foreach (string made in names)
            book.Sending(made);
        string json = new JsonObject { ["messages"] = new JsonArray([.. names.Select(made => (JsonNode)Json(queue, made))]) }
            .ToJsonString();
        long start = Stopwatch.GetTimestamp();
        RestAnswer answer = await CallAsync(queue, json);
        book.Sends.Add(Stopwatch.GetElapsedTime(start));
        if (answer.Outcome == Outcome.Refused)
            Array.ForEach(names, book.Refused);
        if (answer.Outcome != Outcome.Done)
        {
            book.Count("sends failed");
            return;
        }

        book.Count("sent", BatchSize);
        if (queue.IsFifo && random.Next(20) == 0)
            await SendAgainAsync(queue, json);
    }

    private async Task SendAgainAsync(QueueSpec queue, string json)
    {
        RestAnswer answer = await CallAsync(queue, json);
        if (answer.Outcome != Outcome.Done)
            return;
        int duplicates = answer.Body.GetProperty("results").EnumerateArray()
            .Count(result => result.TryGetProperty("deduplicated", out _));
        book.Count("duplicates", duplicates);
        if (duplicates < BatchSize)
            book.Violate($"A batch that was sent twice was stored again: {answer.Body}");
    }

    private Task<RestAnswer> CallAsync(QueueSpec queue, string json) =>
        rest.CallAsync(HttpMethod.Post, $"/v1/queues/{queue.Name}/messages", json, CancellationToken.None);

    private string MakeName(QueueSpec queue)
    {
        string kind = random.Next(100) switch
        {
            0 => $"{Poison}",
            < 11 when !queue.IsFifo => $"{Delayed}",
            _ => "",
        };
        return $"{kind}{name}.{++_made}";
    }

    private JsonObject Json(QueueSpec queue, string made)
    {
        JsonObject json = new() { ["body"] = MessageText.Of(made, BodyBytes - made.Length - "  1000".Length) };
        if (made[0] == Delayed)
            json["delaySeconds"] = random.Next(1, 10);
        if (queue.IsFifo)
        {
            json["groupId"] = $"g{random.Next(Groups)}";
            json["deduplicationId"] = made;
        }

        return json;
    }
}
