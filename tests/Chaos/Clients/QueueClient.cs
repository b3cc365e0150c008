using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Clients;

/// <summary>Sends, receives and acknowledges, and writes down what was called and what was told.</summary>
internal sealed class QueueClient(RestClient rest, Ledger ledger)
{
    public async Task CreateAsync(QueueSpec queue, CancellationToken cancellationToken)
    {
        while ((await rest.CallAsync(HttpMethod.Put, $"/v1/queues/{queue.Name}", queue.Settings, cancellationToken))
            .Outcome != Outcome.Done)
            cancellationToken.ThrowIfCancellationRequested();
    }

    public async Task<RestAnswer> SendAsync(IReadOnlyList<SentMessage> messages, CancellationToken cancellationToken)
    {
        JsonArray batch = [];
        foreach (SentMessage message in messages)
        {
            ledger.Add(message);
            batch.Add((JsonNode)Json(message));
        }

        string json = new JsonObject { ["messages"] = batch }.ToJsonString();
        RestAnswer answer = await rest.CallAsync(
            HttpMethod.Post, $"/v1/queues/{messages[0].Queue.Name}/messages", json, cancellationToken);
        for (int n = 0; n < messages.Count; n++)
            Note(messages[n], answer.Outcome, answer.Outcome == Outcome.Done ? answer.Body.GetProperty("results")[n] : default);
        return answer;
    }

    /// <summary>Receives; an empty list if there was nothing or no answer.</summary>
    public async Task<IReadOnlyList<Delivery>> ReceiveAsync(
        QueueSpec queue, int max, int waitSeconds, int timeoutSeconds, CancellationToken cancellationToken)
    {
        DateTimeOffset began = DateTimeOffset.UtcNow;
        string json = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"maxMessages":{{max}},"waitSeconds":{{waitSeconds}},"visibilityTimeoutSeconds":{{timeoutSeconds}}}""");
        RestAnswer answer = await rest.CallAsync(
            HttpMethod.Post, $"/v1/queues/{queue.Name}/messages/receive", json, cancellationToken);
        if (answer.Outcome != Outcome.Done)
            return [];
        int call = ledger.NextCall();
        List<Delivery> deliveries = [];
        foreach (JsonElement message in answer.Body.GetProperty("messages").EnumerateArray())
        {
            string text = message.GetProperty("body").GetString()!;
            Delivery delivery = new(
                queue,
                MessageText.NameOf(text) ?? text,
                message.GetProperty("sequenceNumber").GetInt64(),
                message.GetProperty("receiveCount").GetInt32())
            {
                Call = call,
                Began = began,
                VisibleUntil = message.GetProperty("visibleUntil").GetDateTimeOffset(),
                VisibilityTimeout = TimeSpan.FromSeconds(timeoutSeconds),
                ReceiptHandle = message.GetProperty("receiptHandle").GetString()!,
                Group = message.TryGetProperty("groupId", out JsonElement group) ? group.GetString() : null,
            };
            ledger.Add(delivery);
            deliveries.Add(delivery);
        }

        return deliveries;
    }

    public async Task AcknowledgeAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        AckCall[] acks = [.. deliveries.Select(_ => new AckCall())];
        for (int n = 0; n < acks.Length; n++)
            deliveries[n].Acks.Add(acks[n]);
        RestAnswer answer = await rest.CallAsync(
            HttpMethod.Post, $"/v1/queues/{deliveries[0].Queue.Name}/messages/ack", Handles(deliveries), cancellationToken);
        for (int n = 0; n < acks.Length; n++)
        {
            bool isStale = answer.Outcome == Outcome.Done
                && !string.Equals(Status(answer.Body, n), "acked", StringComparison.Ordinal);
            acks[n].Ended = DateTimeOffset.UtcNow;
            acks[n].Outcome = isStale ? Outcome.Refused : answer.Outcome;
        }
    }

    /// <summary>Gives messages back at once.</summary>
    public async Task ReleaseAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        foreach (Delivery delivery in deliveries)
            delivery.IsReleased = true;
        await rest.CallAsync(
            HttpMethod.Post,
            $"/v1/queues/{deliveries[0].Queue.Name}/messages/release",
            Handles(deliveries),
            cancellationToken);
    }

    /// <summary>Sends dead letters back to where they came from.</summary>
    public Task RedriveAsync(QueueSpec queue, CancellationToken cancellationToken) =>
        rest.CallAsync(HttpMethod.Post, $"/v1/queues/{queue.Name}/redrive", "{}", cancellationToken);

    /// <summary>How many messages are in the queue, in any state; null without an answer.</summary>
    public async Task<long?> CountAsync(QueueSpec queue, CancellationToken cancellationToken)
    {
        RestAnswer answer = await rest.CallAsync(
            HttpMethod.Get, $"/v1/queues/{queue.Name}", json: null, cancellationToken);
        if (answer.Outcome != Outcome.Done)
            return null;
        JsonElement stats = answer.Body.GetProperty("stats");
        return stats.GetProperty("visible").GetInt64()
            + stats.GetProperty("inFlight").GetInt64()
            + stats.GetProperty("delayed").GetInt64();
    }

    private static JsonObject Json(SentMessage message)
    {
        JsonObject json = new() { ["body"] = MessageText.Of(message.Body, message.Padding) };
        if (message.Group is not null)
            json["groupId"] = message.Group;
        if (message.DeduplicationId is not null)
            json["deduplicationId"] = message.DeduplicationId;
        return json;
    }

    private static string Handles(IReadOnlyList<Delivery> deliveries) => new JsonObject
    {
        ["receiptHandles"] = new JsonArray([.. deliveries.Select(delivery => (JsonNode)delivery.ReceiptHandle)]),
    }.ToJsonString();

    private static string? Status(JsonElement answer, int index) =>
        answer.GetProperty("results")[index].GetProperty("status").GetString();

    /// <param name="result">What the answer says of this message; a share of a spread batch may have failed.</param>
    private static void Note(SentMessage message, Outcome outcome, JsonElement result)
    {
        if (outcome == Outcome.Done && result.TryGetProperty("error", out JsonElement error))
        {
            message.Outcome = string.Equals(
                error.GetProperty("code").GetString(), "OutcomeUnknown", StringComparison.Ordinal)
                ? Outcome.Unknown
                : Outcome.Refused;
            return;
        }

        message.IsDuplicate = outcome == Outcome.Done && result.TryGetProperty("deduplicated", out _);
        message.Outcome = outcome;
    }
}
