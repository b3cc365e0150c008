using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Endurance;

/// <summary>
/// Receives from one queue and acknowledges, but also extends, gives back and forgets; what is poison it gives back
/// until it becomes a dead letter.
/// </summary>
internal sealed class LoadConsumer(QueueSpec queue, RestClient rest, LoadBook book, Random random)
{
    private const string Options = """{"maxMessages":10,"waitSeconds":2}""";
    private const int ExtensionSeconds = 20;

    /// <summary>Goes on until nothing more is sent and nothing is left.</summary>
    public async Task RunAsync(CancellationToken stopping, CancellationToken hurry)
    {
        while (!(stopping.IsCancellationRequested && book.Backlog == 0) && !hurry.IsCancellationRequested)
        {
            RestAnswer answer = await CallAsync("receive", Options);
            if (answer.Outcome != Outcome.Done)
            {
                book.Count("receives failed");
                continue;
            }

            List<(string Name, string Handle)> messages = [.. answer.Body.GetProperty("messages").EnumerateArray()
                .Select(Note).OfType<(string, string)>()];
            await HandleAsync(messages);
        }
    }

    private (string Name, string Handle)? Note(JsonElement message)
    {
        string text = message.GetProperty("body").GetString()!;
        string? name = MessageText.NameOf(text);
        if (book.Received(name, text) is not { } sent)
            return null;
        book.Count("received");
        if (message.GetProperty("receiveCount").GetInt32() == 1
            && name![0] != LoadProducer.Delayed && !queue.IsFifo && !LoadQueues.IsDead(queue))
            book.Deliveries.Add(DateTimeOffset.UtcNow - sent);
        return (name!, message.GetProperty("receiptHandle").GetString()!);
    }

    private async Task HandleAsync(List<(string Name, string Handle)> messages)
    {
        ILookup<Treatment, (string Name, string Handle)> treated = messages.ToLookup(message => Choose(message.Name));
        book.Count("forgotten", treated[Treatment.Forget].Count());
        (string Name, string Handle)[] extended = [.. treated[Treatment.Extend]];
        if (extended.Length > 0)
            await SettleAsync("extend", "extended", Receipts(extended), extended);
        (string Name, string Handle)[] released = [.. treated[Treatment.Release]];
        if (released.Length > 0)
            await SettleAsync("release", "released", Handles(released), released);
        (string Name, string Handle)[] finished = [.. treated[Treatment.Acknowledge], .. extended];
        if (finished.Length == 0)
            return;
        long start = Stopwatch.GetTimestamp();
        foreach (string name in await SettleAsync("ack", "acked", Handles(finished), finished))
        {
            book.Acknowledged(name);
            if (LoadQueues.IsDead(queue))
                book.Count("dead letters acked");
        }

        book.Acks.Add(Stopwatch.GetElapsedTime(start));
    }

    private Treatment Choose(string name) => random.Next(1000) switch
    {
        _ when LoadQueues.IsDead(queue) => random.Next(2) == 0 ? Treatment.Forget : Treatment.Acknowledge,
        _ when name[0] == LoadProducer.Poison => Treatment.Release,
        < 5 => Treatment.Forget,
        < 25 => Treatment.Extend,
        < 35 => Treatment.Release,
        _ => Treatment.Acknowledge,
    };

    /// <summary>The names of the messages for which it was done.</summary>
    private async Task<IReadOnlyList<string>> SettleAsync(
        string call, string done, JsonObject json, (string Name, string Handle)[] messages)
    {
        RestAnswer answer = await CallAsync(call, json.ToJsonString());
        if (answer.Outcome != Outcome.Done)
        {
            book.Count($"{call} failed");
            return [];
        }

        string[] settled =
        [
            .. answer.Body.GetProperty("results").EnumerateArray()
                .Select((result, n) => (messages[n].Name, Status: result.GetProperty("status").GetString()))
                .Where(result => string.Equals(result.Status, done, StringComparison.Ordinal))
                .Select(result => result.Name),
        ];
        book.Count(done, settled.Length);
        book.Count("stale receipts", messages.Length - settled.Length);
        return settled;
    }

    private Task<RestAnswer> CallAsync(string call, string json) =>
        rest.CallAsync(HttpMethod.Post, $"/v1/queues/{queue.Name}/messages/{call}", json, CancellationToken.None);

    private static JsonObject Handles((string Name, string Handle)[] messages) => new()
    {
        ["receiptHandles"] = new JsonArray([.. messages.Select(message => (JsonNode)message.Handle)]),
    };

    private static JsonObject Receipts((string Name, string Handle)[] messages) => new()
    {
        ["receipts"] = new JsonArray([.. messages.Select(message => (JsonNode)new JsonObject
        {
            ["receiptHandle"] = message.Handle,
            ["visibilityTimeoutSeconds"] = ExtensionSeconds,
        })]),
    };

    /// <summary>What becomes of a delivered message.</summary>
    private enum Treatment
    {
        Acknowledge = 1,
        Extend,
        Release,
        Forget,
    }
}
