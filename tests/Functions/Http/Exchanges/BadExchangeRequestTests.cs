using System.Text.Json;

namespace QueueService.Tests.Functions.Http.Exchanges;

/// <summary>What is not exactly what a call takes is refused, with status and code.</summary>
public sealed class BadExchangeRequestTests(TestService service) : IClassFixture<TestService>
{
    private const string Id = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("GET", "/v1/exchanges/a%20b", 400, "InvalidExchangeName")]
    [InlineData("PUT", "/v1/exchanges/%C3%A9", 400, "InvalidExchangeName")]
    [InlineData("GET", "/v1/exchanges/a%2Fb", 400, "InvalidExchangeName")]
    [InlineData("PUT", "/v1/exchanges/amq.direct", 403, "ReservedName")]
    [InlineData("GET", "/v1/exchanges/absent", 404, "ExchangeNotFound")]
    [InlineData("GET", "/v1/exchanges/absent?x=1", 400, "UnknownParameter")]
    [InlineData("PUT", "/v1/exchanges/a?x=1", 400, "UnknownParameter")]
    [InlineData("DELETE", "/v1/exchanges/absent?ifUnused=yes", 400, "InvalidRequest")]
    [InlineData("DELETE", "/v1/exchanges/absent?ifUnused=true&ifUnused=true", 400, "DuplicateParameter")]
    [InlineData("DELETE", "/v1/exchanges/absent?ifEmpty=true", 400, "UnknownParameter")]
    [InlineData("GET", "/v1/exchanges?limit=0", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/exchanges?limit=1001", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/exchanges?cursor=zzz", 400, "InvalidCursor")]
    [InlineData("GET", "/v1/exchanges?prefix=b&cursor=YWZ0ZXI6YWE", 400, "InvalidCursor")]
    [InlineData("GET", "/v1/exchanges?page=2", 400, "UnknownParameter")]
    [InlineData("POST", "/v1/exchanges", 405, "MethodNotAllowed")]
    [InlineData("GET", "/v1/exchanges/absent/bindings?to=1", 400, "InvalidRequest")]
    [InlineData("GET", "/v1/exchanges/absent/bindings?from=true", 400, "UnknownParameter")]
    [InlineData("GET", "/v1/queues/a%20b/bindings", 400, "InvalidQueueName")]
    [InlineData("GET", "/v1/queues/absent/bindings?to=true", 400, "UnknownParameter")]
    [InlineData("DELETE", "/v1/exchanges/absent/bindings/" + Id, 404, "ExchangeNotFound")]
    [InlineData("DELETE", "/v1/exchanges/absent/bindings/1", 404, "BindingNotFound")]
    [InlineData("GET", "/v1/exchanges/absent/bindings/" + Id, 405, "MethodNotAllowed")]
    [InlineData("PATCH", "/v1/exchanges/absent/bindings", 405, "MethodNotAllowed")]
    [InlineData("GET", "/v1/exchanges/absent/messages", 405, "MethodNotAllowed")]
    [InlineData("POST", "/v1/exchanges/absent/messages?priority=1", 400, "UnknownParameter")]
    [InlineData("POST", "/v1/exchanges/absent/messages?delaySeconds=901", 400, "InvalidMessage")]
    [InlineData("POST", "/v1/exchanges/absent/messages", 404, "ExchangeNotFound")]
    [InlineData("POST", "/v1/exchanges/absent/route", 404, "ExchangeNotFound")]
    [InlineData("POST", "/v1/exchanges/absent/route?routingKey=a", 400, "UnknownParameter")]
    public async Task AnyCall_WhenAddressIsWrong_IsAProblem(string method, string path, int status, string code) =>
        Assert.Equal(code, await service.RefusedAsync(status, method, path));

    [Theory]
    [InlineData("{}", 400, "InvalidSetting", "lacks 'type'")]
    [InlineData("""{"type":"Direct"}""", 400, "InvalidSetting", "'type' must be one of direct, fanout, topic, headers")]
    [InlineData("""{"type":null}""", 400, "InvalidType", "'type'")]
    [InlineData("""{"type":"topic","syntax":"stomp"}""", 400, "InvalidSetting", "'syntax' must be one of amqp, mqtt")]
    [InlineData("""{"type":"direct","syntax":"amqp"}""", 400, "InvalidSetting", "'syntax' is of topic exchanges")]
    [InlineData("""{"type":"topic","syntax":null}""", 400, "InvalidType", "'syntax'")]
    [InlineData("""{"type":"direct","durable":true}""", 400, "UnknownMember", "durable")]
    [InlineData("""{"type":"direct","autoDelete":false}""", 400, "UnknownMember", "autoDelete")]
    [InlineData("""{"type":"direct","type":"direct"}""", 400, "DuplicateMember", "type")]
    [InlineData("""{"type":"direct","internal":"true"}""", 400, "InvalidType", "'internal'")]
    [InlineData("""{"type":"direct","internal":null}""", 400, "InvalidType", "'internal'")]
    [InlineData("""{"type":"direct","alternateExchange":"a b"}""", 400, "InvalidExchangeName", "1 to 80")]
    [InlineData("""{"type":"direct","alternateExchange":"amq.x"}""", 403, "ReservedName", "amq.")]
    [InlineData("""{"type":"direct","tags":{"":"x"}}""", 400, "InvalidSetting", "tags")]
    [InlineData("""{"type":"direct","tags":null}""", 400, "InvalidType", "tags")]
    [InlineData("""{"type":"direct"} x""", 400, "MalformedJson", "byte")]
    public async Task Put_WhenTheSettingsAreWrong_SaysWhatIs(string json, int status, string code, string inDetail)
    {
        await AssertRefusedAsync("PUT", "/v1/exchanges/never-made", json, status, code, inDetail);
        Assert.Equal("ExchangeNotFound", await service.RefusedAsync(404, "GET", "/v1/exchanges/never-made"));
    }

    [Theory]
    [InlineData("topic", """{"routingKey":"a"}""", "InvalidBinding", "lacks its 'queue' or 'exchange'")]
    [InlineData("topic", """{"queue":"q","exchange":"e"}""", "InvalidBinding", "has both")]
    [InlineData("topic", """{"queue":"a b"}""", "InvalidQueueName", "queue name")]
    [InlineData("topic", """{"exchange":"a b"}""", "InvalidExchangeName", "1 to 80")]
    [InlineData("topic", """{"queue":"q","routingKey":null}""", "InvalidType", "'routingKey'")]
    [InlineData("topic", """{"queue":"q","arguments":{}}""", "UnknownMember", "arguments")]
    [InlineData("fanout", """{"queue":"q","routingKey":""}""", "InvalidBinding", "knows no keys")]
    [InlineData("headers", """{"queue":"q","routingKey":"a"}""", "InvalidBinding", "knows no keys")]
    [InlineData("headers", """{"queue":"q","match":[]}""", "InvalidType", "'match'")]
    [InlineData("headers", """{"queue":"q","match":{"mode":"any-with-x"}}""", "InvalidBinding", "'match.mode' must be one of all, any")]
    [InlineData("headers", """{"queue":"q","match":{"mode":"any"}}""", "InvalidBinding", "any of no conditions")]
    [InlineData("headers", """{"queue":"q","match":{"x-match":"all"}}""", "UnknownMember", "x-match")]
    [InlineData("headers", """{"queue":"q","match":{"attributes":{"a b":1}}}""", "InvalidBinding", "names no attribute")]
    [InlineData("headers", """{"queue":"q","match":{"attributes":{"a":null}}}""", "InvalidType", "'match.attributes.a' must be a string, a number, a boolean or an object")]
    [InlineData("headers", """{"queue":"q","match":{"attributes":{"a":[1]}}}""", "InvalidType", "must be a string")]
    [InlineData("headers", """{"queue":"q","match":{"attributes":{"a":1,"a":2}}}""", "DuplicateMember", "match.attributes.a")]
    [InlineData("headers", """{"queue":"q","match":{"attributes":{"a":{}}}}""", "InvalidBinding", "lacks one of exists, anyOf, prefix")]
    [InlineData("headers", """{"queue":"q","match":{"attributes":{"a":{"exists":true,"prefix":"a"}}}}""", "InvalidBinding", "more than one")]
    [InlineData("headers", """{"queue":"q","match":{"attributes":{"a":{"exists":"true"}}}}""", "InvalidType", "exists")]
    [InlineData("headers", """{"queue":"q","match":{"attributes":{"a":{"equals":1}}}}""", "UnknownMember", "equals")]
    [InlineData("headers", """{"queue":"q","match":{"attributes":{"a":{"anyOf":[]}}}}""", "InvalidBinding", "without values")]
    [InlineData("headers", """{"queue":"q","match":{"attributes":{"a":{"anyOf":[{"exists":true}]}}}}""", "InvalidType", "anyOf[0]")]
    [InlineData("headers", """{"queue":"q","match":{"attributes":{"a":{"prefix":""}}}}""", "InvalidBinding", "empty 'prefix'")]
    [InlineData("headers", """{"queue":"q","match":{"attributes":{"a":1e99999}}}""", "InvalidBinding", "significant digits")]
    public async Task Bind_WhenTheBindingIsWrong_SaysWhatIs(string type, string json, string code, string inDetail)
    {
        string exchange = await service.CreateExchangeAsync(type);
        await AssertRefusedAsync("POST", $"{exchange}/bindings", json, 400, code, inDetail);
        await AssertRefusedAsync("PUT", $"{exchange}/bindings", $$"""{"bindings":[{{json}}]}""", 400, code, "");
        JsonElement bindings = await service.OkAsync("GET", $"{exchange}/bindings");
        Assert.Empty(bindings.GetProperty("bindings").EnumerateArray());
    }

    [Theory]
    [InlineData("a.#.b", null)]
    [InlineData("a/+/#", "mqtt")]
    public async Task Bind_WhenThePatternIsOfTheOtherSyntax_TakesItByItsOwn(string pattern, string? syntax)
    {
        string exchange = await service.CreateExchangeAsync("topic", syntax is null ? "" : $",\"syntax\":\"{syntax}\"");
        string queue = await service.CreateQueueAsync();
        await service.BindAsync(exchange, queue, $",\"routingKey\":\"{pattern}\"");
        if (syntax is null)
            return;
        string name = queue["/v1/queues/".Length..];
        foreach (string wrong in (string[])["a/#/b", "a+/b", ""])
        {
            Assert.Equal(
                "InvalidBinding",
                await service.RefusedAsync(
                    400, "POST", $"{exchange}/bindings", $$"""{"queue":"{{name}}","routingKey":"{{wrong}}"}"""));
        }
    }

    [Theory]
    [InlineData("{}", "InvalidRequest", "lacks 'bindings'")]
    [InlineData("""{"bindings":{}}""", "InvalidType", "'bindings' must be an array")]
    [InlineData("""{"bindings":[1]}""", "InvalidType", "'bindings[0]' must be an object")]
    [InlineData("""{"bindings":[],"replace":true}""", "UnknownMember", "replace")]
    public async Task SetBindings_WhenTheBodyIsWrong_SaysWhatIs(string json, string code, string inDetail) =>
        await AssertRefusedAsync("PUT", "/v1/exchanges/absent/bindings", json, 400, code, inDetail);

    [Fact]
    public async Task SetBindings_WhenThereAreMoreThanMayBe_IsRefused()
    {
        string exchange = await service.CreateExchangeAsync("direct");
        string set = string.Join(',', Enumerable.Range(0, Limits.MaxBindings + 1).Select(
            n => $$"""{"queue":"q","routingKey":"{{n}}"}"""));
        await AssertRefusedAsync(
            "PUT", $"{exchange}/bindings", $$"""{"bindings":[{{set}}]}""", 409, "TooManyBindings", "10000");
    }

    [Theory]
    [InlineData("{}", "InvalidRequest", "lacks 'messages'")]
    [InlineData("""{"messages":[]}""", "InvalidRequest", "1 to 100")]
    [InlineData("""{"messages":[{"body":"x","routingKey":null}]}""", "InvalidType", "messages[0].routingKey")]
    [InlineData("""{"messages":[{"body":"x","routingKey":"a","routingKeys":["a","b"]}]}""", "InvalidMessage", "has both")]
    [InlineData("""{"messages":[{"body":"x","routingKeys":["a"]}]}""", "InvalidMessage", "2 to 16")]
    [InlineData("""{"messages":[{"body":"x","routingKeys":["a","a"]}]}""", "InvalidMessage", "routingKeys[1]' is there twice")]
    [InlineData("""{"messages":[{"body":"x","routingKeys":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17"]}]}""", "InvalidMessage", "2 to 16")]
    [InlineData("""{"messages":[{"body":"x","routingKey":"\ud800"}]}""", "InvalidUnicode", "surrogate")]
    [InlineData("""{"messages":[{"body":"x","mandatory":"false"}]}""", "InvalidType", "mandatory")]
    [InlineData("""{"messages":[{"body":"x","exchange":"a"}]}""", "UnknownMember", "exchange")]
    [InlineData("""{"messages":[{"body":"x","priority":1}]}""", "UnknownMember", "priority")]
    [InlineData("""{"messages":[{"routingKey":"a"}]}""", "InvalidMessage", "has neither 'body' nor 'bodyBase64'")]
    [InlineData("""{"messages":[{"body":"x","attributes":{"a":null}}]}""", "InvalidType", "messages[0].attributes.a")]
    public async Task Publish_WhenAMessageIsWrong_SaysWhatIs(string json, string code, string inDetail) =>
        await AssertRefusedAsync("POST", "/v1/exchanges/absent/messages", json, 400, code, inDetail);

    [Theory]
    [InlineData("""{"routingKey":"a","routingKeys":["a","b"]}""", "InvalidMessage", "has both")]
    [InlineData("""{"routingKeys":["b"]}""", "InvalidMessage", "2 to 16")]
    [InlineData("""{"attributes":{"a":[]}}""", "InvalidType", "attributes.a")]
    [InlineData("""{"body":"x"}""", "UnknownMember", "body")]
    public async Task Route_WhenTheBodyIsWrong_SaysWhatIs(string json, string code, string inDetail) =>
        await AssertRefusedAsync("POST", "/v1/exchanges/absent/route", json, 400, code, inDetail);

    [Fact]
    public async Task AnyCall_WhenTheContentTypeIsNotJson_IsRefused()
    {
        using StringContent text = new("{}", null, "text/plain");
        (int status, JsonElement problem) = await service.CallAsync("PUT", "/v1/exchanges/a", text);
        Assert.Equal((415, "UnsupportedMediaType"), (status, TestService.Text(problem, "code")));
    }

    private async Task AssertRefusedAsync(
        string method, string path, string json, int status, string code, string inDetail)
    {
        (int given, JsonElement problem) = await service.CallAsync(method, path, json);
        Assert.True(given == status, $"{json} gave {given} {problem}");
        Assert.Equal(code, TestService.Text(problem, "code"));
        Assert.Contains(inDetail, TestService.Text(problem, "detail"), StringComparison.Ordinal);
    }
}
