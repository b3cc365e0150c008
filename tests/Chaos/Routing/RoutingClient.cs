using System.Text.Json;
using System.Text.Json.Nodes;
using QueueService.Tests.Chaos.Clients;
using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Routing;

/// <summary>Declares, binds, publishes and consumes, and writes down what was called and what was told.</summary>
internal sealed class RoutingClient(RestClient rest, RoutingBook book)
{
    private const string Source = $"/v1/exchanges/{Topology.Source}";

    /// <summary>Declares all that stays, until all of it is answered.</summary>
    public async Task DeclareAsync(CancellationToken cancellationToken)
    {
        foreach ((string queue, string settings) in Topology.Queues)
            await UntilDoneAsync(HttpMethod.Put, $"/v1/queues/{queue}", settings, cancellationToken);
        foreach ((string exchange, string settings) in Topology.Exchanges)
            await UntilDoneAsync(HttpMethod.Put, $"/v1/exchanges/{exchange}", settings, cancellationToken);
        foreach ((string exchange, string binding) in Topology.Bindings)
            await UntilDoneAsync(HttpMethod.Post, $"/v1/exchanges/{exchange}/bindings", binding, cancellationToken);
    }

    /// <summary>Publishes messages of any keys, again and again until it is told that they are.</summary>
    public async Task PublishAsync(IReadOnlyList<(string Body, int Key)> messages, CancellationToken cancellationToken)
    {
        string json = new JsonObject
        {
            ["messages"] = new JsonArray([.. messages.Select(message => (JsonNode)new JsonObject
            {
                ["body"] = message.Body,
                ["routingKey"] = Topology.Keys[message.Key].Key,
                ["deduplicationId"] = message.Body,
            })]),
        }.ToJsonString();
        Outcome outcome;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcome = await TryPublishAsync(messages, json, cancellationToken);
        }
        while (outcome != Outcome.Done);
    }

    /// <summary>Adds a binding and answers its id, until that is told.</summary>
    public async Task<string> BindAsync(string queue, string binding, CancellationToken cancellationToken)
    {
        while (true)
        {
            RestAnswer answer = await CallAsync(
                new BindCall(queue, IsBinding: true, DateTimeOffset.UtcNow),
                () => rest.CallAsync(HttpMethod.Post, $"{Source}/bindings", binding, cancellationToken));
            if (answer.Outcome == Outcome.Done)
                return answer.Body.GetProperty("bindingId").GetString()!;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Takes a binding away, until that is told.</summary>
    public async Task UnbindAsync(string queue, string id, CancellationToken cancellationToken)
    {
        while ((await CallAsync(
            new BindCall(queue, IsBinding: false, DateTimeOffset.UtcNow),
            () => rest.CallAsync(HttpMethod.Delete, $"{Source}/bindings/{id}", json: null, cancellationToken))).Outcome
            != Outcome.Done)
            cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Receives messages and acknowledges them; answers how many there were, 0 without an answer.</summary>
    public async Task<int> ConsumeAsync(string queue, CancellationToken cancellationToken)
    {
        RestAnswer answer = await rest.CallAsync(
            HttpMethod.Post,
            $"/v1/queues/{queue}/messages/receive",
            """{"maxMessages":100,"waitSeconds":1,"visibilityTimeoutSeconds":5}""",
            cancellationToken);
        if (answer.Outcome != Outcome.Done)
            return 0;
        JsonElement[] messages = [.. answer.Body.GetProperty("messages").EnumerateArray()];
        if (messages.Length == 0)
            return 0;
        foreach (JsonElement message in messages)
        {
            book.Add(new Copy(
                queue,
                message.GetProperty("body").GetString()!,
                message.GetProperty("messageId").GetString()!,
                message.GetProperty("sequenceNumber").GetInt64()));
        }

        string handles = new JsonObject
        {
            ["receiptHandles"] = new JsonArray(
                [.. messages.Select(message => (JsonNode)message.GetProperty("receiptHandle").GetString()!)]),
        }.ToJsonString();
        await rest.CallAsync(HttpMethod.Post, $"/v1/queues/{queue}/messages/ack", handles, cancellationToken);
        return messages.Length;
    }

    /// <summary>How many messages a queue holds; null without an answer.</summary>
    public async Task<long?> CountAsync(string queue, CancellationToken cancellationToken)
    {
        RestAnswer answer = await rest.CallAsync(
            HttpMethod.Get, $"/v1/queues/{queue}", json: null, cancellationToken);
        if (answer.Outcome != Outcome.Done)
            return null;
        JsonElement stats = answer.Body.GetProperty("stats");
        return stats.GetProperty("visible").GetInt64() + stats.GetProperty("inFlight").GetInt64();
    }

    private async Task<Outcome> TryPublishAsync(
        IReadOnlyList<(string Body, int Key)> messages, string json, CancellationToken cancellationToken)
    {
        PublishCall[] calls =
            [.. messages.Select(message => new PublishCall(message.Body, message.Key, DateTimeOffset.UtcNow))];
        foreach (PublishCall call in calls)
            book.Add(call);
        RestAnswer answer = await rest.CallAsync(HttpMethod.Post, $"{Source}/messages", json, cancellationToken);
        for (int n = 0; n < calls.Length; n++)
        {
            if (answer.Outcome == Outcome.Done)
            {
                calls[n].Queues =
                [
                    .. answer.Body.GetProperty("results")[n].GetProperty("queues").EnumerateArray()
                        .Select(queue => queue.GetString()!),
                ];
            }

            if (answer.Outcome != Outcome.Unknown)
                calls[n].Ended = DateTimeOffset.UtcNow;
            calls[n].Outcome = answer.Outcome;
        }

        return answer.Outcome;
    }

    private async Task<RestAnswer> CallAsync(BindCall call, Func<Task<RestAnswer>> askAsync)
    {
        book.Add(call);
        RestAnswer answer = await askAsync();
        if (answer.Outcome != Outcome.Unknown)
            call.Ended = DateTimeOffset.UtcNow;
        call.Outcome = answer.Outcome;
        return answer;
    }

    private async Task UntilDoneAsync(
        HttpMethod method, string path, string json, CancellationToken cancellationToken)
    {
        while ((await rest.CallAsync(method, path, json, cancellationToken)).Outcome != Outcome.Done)
            cancellationToken.ThrowIfCancellationRequested();
    }
}
