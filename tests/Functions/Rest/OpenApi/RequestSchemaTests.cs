using System.Text.Json;
using System.Text.Json.Nodes;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Rest.OpenApi;

/// <summary>The OpenAPI document and the service agree on every request: neither takes what the other does not.</summary>
public sealed class RequestSchemaTests(AdminService service) : IClassFixture<AdminService>
{
    private const string Queue = "/v1/queues/{queue}";
    private const string Exchange = "/v1/exchanges/{exchange}";

    /// <summary>For every call that takes JSON a body with every member that there is.</summary>
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        [$"put {Queue}"] = Settings,
        [$"patch {Queue}"] = Settings,
        [$"post {Queue}/messages"] =
            """
            {"messages":[{"body":"x","contentType":"text/plain","delaySeconds":0,"groupId":"g","deduplicationId":"d",
             "attributes":{"t":"x","n":1,"b":{"base64":"AAE="}}},{"bodyBase64":"AAE=","groupId":"g"}]}
            """,
        [$"post {Queue}/messages/search"] =
            """
            {"filter":{"text":"x","attributes":{"t":"x","n":1,"b":{"base64":"AAE="}},"groupId":"g","sourceQueue":"q.fifo",
             "reason":"maxReceiveCount","detail":"d","minReceiveCount":0,"after":"2000-01-01T00:00:00Z",
             "before":"2100-01-01T00:00:00Z"},
             "state":"all","order":"newest","bodyBytes":10,"groupBy":"reason","limit":5,"cursor":"n5"}
            """,
        [$"post {Queue}/messages/receive"] = """{"maxMessages":1,"waitSeconds":0,"visibilityTimeoutSeconds":5}""",
        [$"post {Queue}/messages/ack"] = """{"receiptHandles":["x"]}""",
        [$"post {Queue}/messages/extend"] = """{"receipts":[{"receiptHandle":"x","visibilityTimeoutSeconds":1}]}""",
        [$"post {Queue}/messages/release"] = """{"receiptHandles":["x"],"delaySeconds":1,"detail":"why"}""",
        [$"post {Queue}/messages/reject"] = """{"receiptHandles":["x"],"detail":"why"}""",
        [$"post {Queue}/messages/delete"] = """{"messages":[{"messageId":"29e616ec-4488-84ca-8000-000000000001","sequenceNumber":7}]}""",
        [$"patch {Queue}/messages/{{messageId}}"] =
            """
            {"body":"x","bodyBase64":"AAE=","contentType":"text/plain","attributes":{"t":"x","n":1,"b":{"base64":"AAE="}},
             "replay":{"destination":"other.fifo"}}
            """,
        [$"post {Queue}/redrive"] =
            """
            {"destination":"other.fifo","maxPerSecond":5,"messageIds":["29e616ec-4488-84ca-8000-000000000001"],
             "messages":[{"messageId":"29e616ec-4488-84ca-8000-000000000001","sequenceNumber":7}],"filter":{"text":"x"}}
            """,
        [$"put {Exchange}"] = ExchangeSettings,
        [$"patch {Exchange}"] = ExchangeSettings,
        [$"post {Exchange}/bindings"] = $$"""{"match":{{Match}},"routingKey":"a.#","queue":"q","exchange":"x"}""",
        [$"put {Exchange}/bindings"] =
            $$"""{"bindings":[{"match":{{Match}},"routingKey":"a.#","queue":"q"},{"exchange":"x","routingKey":"b"}]}""",
        [$"post {Exchange}/messages"] =
            """
            {"messages":[{"body":"x","contentType":"text/plain","delaySeconds":0,"groupId":"g","deduplicationId":"d",
             "attributes":{"t":"x","n":1,"y":true,"b":{"base64":"AAE="}},"routingKey":"a.b","mandatory":false},
             {"bodyBase64":"AAE=","routingKeys":["a","b"],"mandatory":false}]}
            """,
        [$"post {Exchange}/route"] =
            """{"attributes":{"t":"x","n":1,"y":true,"b":{"base64":"AAE="}},"routingKey":"a","routingKeys":["a","b"]}""",
        ["post /v1/keys"] =
            """
            {"name":"x","expiresAt":"2100-01-01T00:00:00Z",
             "allow":[{"role":"sender","queues":["a*"],"exchanges":["a.*"]},{"actions":["peek"],"queues":["b"]}]}
            """,
        ["patch /v1/keys/{id}"] =
            """{"name":"x","allow":[{"role":"sender","queues":["a*"]}],"enabled":true,"expiresAt":"2100-01-01T00:00:00Z"}""",
        ["post /v1/keys/{id}/rotate"] = """{"keepOldForSeconds":1}""",
        ["put /v1/service/feature-level"] = """{"level":2}""",
    };

    private static readonly string[] Probes =
        ["null", "\"1\"", "\"\"", "\"a b\"", "\"é\"", "0", "1", "-1", "1.5", "1e9", "true", "{}", "[]", "[null]", """{"x":null}"""];

    private const string Match =
        """{"mode":"any","attributes":{"t":"x","n":1.5,"y":true,"e":{"exists":true},"p":{"prefix":"a"},"o":{"anyOf":["x",1,false]}}}""";

    private const string ExchangeSettings =
        """{"type":"topic","syntax":"amqp","alternateExchange":"other","internal":false,"tags":{"a":"b"}}""";

    private const string Settings =
        """
        {"visibilityTimeoutSeconds":1,"delaySeconds":2,"retentionSeconds":60,"maxMessageBytes":1024,"receiveWaitSeconds":0,
         "deadLetter":{"queue":"d.fifo","maxReceiveCount":4},"contentBasedDeduplication":true,
         "deduplicationScope":"messageGroup","fifoThroughputLimit":"perMessageGroupId","partitions":1,"tags":{"a":"b"}}
        """;

    public static TheoryData<string> Calls => [.. Samples.Keys];

    [Fact]
    public async Task Samples_WhenACallTakesJson_AreThereWithEveryMember()
    {
        JsonElement document = await DocumentAsync();
        Assert.Equal(
            Operations(document).Where(call => call.Operation.TryGetProperty("requestBody", out _))
                .Select(call => call.Name).Order(StringComparer.Ordinal),
            Samples.Keys.Order(StringComparer.Ordinal));
        foreach ((string call, string sample) in Samples)
        {
            JsonElement body = JsonSerializer.Deserialize<JsonElement>(sample);
            JsonSchema schema = SchemaOf(document, call);
            Assert.Equal(
                schema.Members.Order(StringComparer.Ordinal),
                body.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
            Assert.True(schema.Allows(body), call);
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_WhenAMemberHasAnotherValue_IsRefusedAsTheDocumentSays(string call)
    {
        JsonSchema schema = SchemaOf(await DocumentAsync(), call);
        string[] words = call.Split(' ');
        JsonElement key = await service.OkAsync("POST", "/v1/keys", """{"name":"of the test"}""");
        string path = words[1]
            .Replace(Queue, await service.CreateQueueAsync(fifo: true), StringComparison.Ordinal)
            .Replace(Exchange, await service.CreateExchangeAsync("topic"), StringComparison.Ordinal)
            .Replace("{messageId}", "29e616ec-4488-84ca-8000-000000000001", StringComparison.Ordinal)
            .Replace("{id}", TestService.Text(key, "id"), StringComparison.Ordinal);
        List<string> disagreements = [];
        foreach (string mutant in Mutants(Samples[call]))
        {
            bool isAllowed = schema.Allows(JsonSerializer.Deserialize<JsonElement>(mutant));
            (int status, JsonElement answer) = await service.CallAsync(words[0].ToUpperInvariant(), path, mutant);
            string code = status == 400 ? TestService.Text(answer, "code") : "";
            if (isAllowed ? code is "InvalidType" or "UnknownMember" or "InvalidBase64" : status != 400)
                disagreements.Add($"{mutant} is {(isAllowed ? "" : "not ")}allowed and gave {status} {answer}");
        }

        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
    }

    [Fact]
    public async Task EveryExample_WhenItIsShown_IsAllowedByItsSchema()
    {
        JsonElement document = await DocumentAsync();
        string[] shown =
        [
            .. Operations(document)
                .Where(call => call.Operation.TryGetProperty("requestBody", out _) && ExampleOf(call.Operation) is not null)
                .Select(call => call.Name),
        ];
        Assert.Superset(
            Samples.Keys.Where(call => call.Contains(Exchange, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal),
            shown.ToHashSet(StringComparer.Ordinal));
        foreach (string call in shown)
        {
            JsonElement operation = Operations(document)
                .Single(known => string.Equals(known.Name, call, StringComparison.Ordinal)).Operation;
            Assert.True(SchemaOf(document, call).Allows(ExampleOf(operation)!.Value), call);
        }
    }

    [Fact]
    public async Task EveryCall_WhenDescribed_SaysWhatItAnswersWhenAllIsWell()
    {
        foreach ((string name, JsonElement operation) in Operations(await DocumentAsync()))
        {
            Assert.True(
                operation.GetProperty("responses").EnumerateObject().Any(answer => answer.Name.StartsWith('2')), name);
        }
    }

    [Fact]
    public async Task EverySchema_WhenItIsANumber_IsNoText()
    {
        JsonElement document = await DocumentAsync();
        string[] numbers = ["integer", "number"];
        Assert.All(Types(document).Where(types => types.Intersect(numbers).Any()), types => Assert.Single(types));
        string[] whole = [.. Operations(document)
            .Where(call => call.Operation.TryGetProperty("parameters", out _))
            .SelectMany(call => call.Operation.GetProperty("parameters").EnumerateArray())
            .Where(parameter => TestService.Text(parameter, "name") is "limit")
            .Select(parameter => TestService.Text(parameter.GetProperty("schema"), "type"))];
        Assert.NotEmpty(whole);
        Assert.All(whole, type => Assert.Equal("integer", type));
    }

    [Fact]
    public async Task EveryAnswer_WhenDescribed_HasNoNull()
    {
        JsonElement schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");
        string[] withNull = [.. schemas.EnumerateObject()
            .Where(schema => Types(schema.Value).Any(types => types.Contains("null", StringComparer.Ordinal)))
            .Select(schema => schema.Name)];
        Assert.Equal(["ExchangeBody", "KeyChangeBody", "NewKeyBody", "SettingsBody"], withNull.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Send_WhenTheBodyIsNotJson_IsDescribedAsBytes()
    {
        JsonElement content = Operations(await DocumentAsync())
            .Single(call => call.Name is $"post {Queue}/messages").Operation.GetProperty("requestBody").GetProperty("content");
        JsonElement schema = content.GetProperty("*/*").GetProperty("schema");
        Assert.Equal(("string", "binary"), (TestService.Text(schema, "type"), TestService.Text(schema, "format")));
    }

    private static JsonSchema SchemaOf(JsonElement document, string call) => new(
        document,
        Operations(document).Single(known => string.Equals(known.Name, call, StringComparison.Ordinal))
            .Operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"));

    private static JsonElement? ExampleOf(JsonElement operation) =>
        operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json")
            .TryGetProperty("example", out JsonElement example)
            ? example
            : null;

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(
            path => path.Value.EnumerateObject().Select(call => ($"{call.Name} {path.Name}", call.Value)));

    /// <summary>All that a part of the document says of types, however deep.</summary>
    private static IEnumerable<string[]> Types(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.Array)
            return part.EnumerateArray().SelectMany(Types);
        if (part.ValueKind != JsonValueKind.Object)
            return [];
        IEnumerable<string[]> here = part.TryGetProperty("type", out JsonElement type) ? type.ValueKind switch
        {
            JsonValueKind.String => [[type.GetString()!]],
            JsonValueKind.Array => [[.. type.EnumerateArray().Select(name => name.GetString()!)]],
            _ => [],
        } : [];
        return here.Concat(part.EnumerateObject().SelectMany(member => Types(member.Value)));
    }

    /// <summary>The body with each of its values in turn replaced by each probe, and with a member too much.</summary>
    private static IEnumerable<string> Mutants(string sample)
    {
        int count = Places(JsonNode.Parse(sample)!).Count();
        for (int n = 0; n < count; n++)
        {
            foreach (string probe in Probes)
            {
                JsonNode body = JsonNode.Parse(sample)!;
                Places(body).ElementAt(n)(JsonNode.Parse(probe));
                yield return body.ToJsonString();
            }
        }

        JsonNode more = JsonNode.Parse(sample)!;
        more["unknown"] = 1;
        yield return more.ToJsonString();
    }

    /// <summary>For each value inside what puts another one in its place.</summary>
    private static IEnumerable<Action<JsonNode?>> Places(JsonNode node) => node switch
    {
        JsonObject members => members.ToList().SelectMany(
            member => Places(member.Value!).Prepend(value => members[member.Key] = value)),
        JsonArray items => items.ToList().SelectMany(
            (item, index) => Places(item!).Prepend(value => items[index] = value)),
        _ => [],
    };

    private Task<JsonElement> DocumentAsync() => service.OkAsync("GET", "/openapi/v1.json");
}
