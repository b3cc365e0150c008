using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using QueueService.Access;
using QueueService.Tests.Functions.Sqs.Signing;

namespace QueueService.Tests.Functions.Access;

/// <summary>Signed calls of SQS over HTTP, right and wrong, in both protocols.</summary>
public sealed class SignedCallTests(KeyedService service) : IClassFixture<KeyedService>
{
    private static readonly XNamespace Xml = "http://queue.amazonaws.com/doc/2012-11-05/";

    private TestSigner Signer => new(KeyedService.AdminId, KeyedService.AdminSecret);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_WhenSigned_IsCarriedOut(bool isJson)
    {
        (int status, string body, _) = await CallAsync(Signer, isJson);
        Assert.True(status == 200, body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_WhenNotSigned_IsMissingAToken(bool isJson) =>
        await RefusedAsync(null, isJson, 403, "MissingAuthenticationToken");

    [Fact]
    public async Task Call_WhenTheSecretIsWrong_DoesNotMatch()
    {
        await RefusedAsync(Signer with { Secret = "wrong" }, isJson: true, 403, "SignatureDoesNotMatch");
        await RefusedAsync(Signer with { Secret = "wrong" }, isJson: false, 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task Call_WhenTheKeyIsUnknown_IsAnInvalidToken()
    {
        await RefusedAsync(Signer with { KeyId = "AKIDEXAMPLE" }, isJson: true, 403, "InvalidClientTokenId");
        await RefusedAsync(Signer with { KeyId = "AKIDEXAMPLE" }, isJson: false, 403, "InvalidClientTokenId");
    }

    [Theory]
    [InlineData(-14)]
    [InlineData(14)]
    public async Task Call_WhenClocksDifferByLessThanFifteenMinutes_IsCarriedOut(int minutes)
    {
        (int status, string body, _) = await CallAsync(Signer with { Now = DateTimeOffset.UtcNow.AddMinutes(minutes) }, isJson: true);
        Assert.True(status == 200, body);
    }

    /// <summary>From these words, and the times in them, SDKs set their clock right and try again.</summary>
    [Theory]
    [InlineData(-16, true, "Signature expired: {0} is now earlier than ", -15, " - 15 min.)")]
    [InlineData(-16, false, "Signature expired: {0} is now earlier than ", -15, " - 15 min.)")]
    [InlineData(16, true, "Signature not yet current: {0} is still later than ", 15, " + 15 min.)")]
    [InlineData(16, false, "Signature not yet current: {0} is still later than ", 15, " + 15 min.)")]
    public async Task Call_WhenClocksDifferByMore_SaysWhatTimeItIs(int minutes, bool isJson, string before, int skew, string after)
    {
        TestSigner signer = Signer with { Now = DateTimeOffset.UtcNow.AddMinutes(minutes) };
        (int status, string body, string? code) = await CallAsync(signer, isJson);
        Assert.Equal(403, status);
        string message = isJson
            ? JsonSerializer.Deserialize<JsonElement>(body).GetProperty("message").GetString()!
            : XElement.Parse(body).Element(Xml + "Error")!.Element(Xml + "Message")!.Value;
        if (isJson)
            Assert.Equal(("SignatureDoesNotMatch;Sender", true), (code, body.Contains("#InvalidSignatureException", StringComparison.Ordinal)));
        else
            Assert.Equal("SignatureDoesNotMatch", XElement.Parse(body).Element(Xml + "Error")!.Element(Xml + "Code")!.Value);
        string start = before.Replace("{0}", Text(signer.Now), StringComparison.Ordinal);
        Assert.StartsWith(start, message, StringComparison.Ordinal);
        Assert.EndsWith(after, message, StringComparison.Ordinal);
        string[] times = message[start.Length..^after.Length].Split(" (");
        Assert.Equal(TimeSpan.FromMinutes(skew), Time(times[0]) - Time(times[1]));
        Assert.InRange(DateTimeOffset.UtcNow - Time(times[1]), TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    /// <summary>What a wrong clock says of the key is nothing: the connection of a wrong key would be closed.</summary>
    [Fact]
    public async Task Call_WhenTheClockIsWrongOftenEnough_IsNotTakenForAWrongKey()
    {
        TestSigner signer = Signer with { Now = DateTimeOffset.UtcNow.AddHours(-1) };
        for (int n = 0; n <= FailureThrottle.MostPerMinute; n++)
            await CallAsync(signer, isJson: true);
        using HttpRequestMessage request = Json("ListQueues", "{}");
        signer.Sign(request, service.Address, Encoding.UTF8.GetBytes("{}"));

        // On a connection of its own: one with many requests of nobody is closed, too.
        using HttpClient http = new() { BaseAddress = service.Address };
        using HttpResponseMessage response = await http.SendAsync(request);
        Assert.Equal((403, null), ((int)response.StatusCode, response.Headers.ConnectionClose));
    }

    /// <summary>An endpoint with a slash at its end, to which the client adds one. Signed is the path without.</summary>
    [Fact]
    public async Task Call_WhenThePathIsTwoSlashes_IsTakenForTheRoot()
    {
        using HttpRequestMessage request = Json("ListQueues", "{}");
        request.RequestUri = new Uri($"{service.Address.GetLeftPart(UriPartial.Authority)}//");
        Signer.Sign(request, service.Address, Encoding.UTF8.GetBytes("{}"));
        (int status, string body, _) = await SendAsync(request);
        Assert.True(status == 200, body);
    }

    [Fact]
    public async Task Call_WhenScopedToAnotherService_DoesNotMatch() =>
        await RefusedAsync(Signer with { Service = "s3" }, isJson: true, 403, "SignatureDoesNotMatch");

    [Fact]
    public async Task Call_WhenTheBodyWasChanged_DoesNotMatch()
    {
        using HttpRequestMessage request = Json("ListQueues", """{"QueueNamePrefix":"a"}""");
        Signer.Sign(request, service.Address, Encoding.UTF8.GetBytes("{}"));
        Assert.Equal("SignatureDoesNotMatch;Sender", (await SendAsync(request)).Code);

        using HttpRequestMessage claimed = Json("ListQueues", """{"QueueNamePrefix":"a"}""");
        Signer.Sign(claimed, service.Address, [], TestSigner.Hash(Encoding.UTF8.GetBytes("{}")));
        Assert.Equal("SignatureDoesNotMatch;Sender", (await SendAsync(claimed)).Code);
    }

    [Fact]
    public async Task Call_WhenTheOperationIsNotSigned_DoesNotMatch()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/", UriKind.Relative));
        byte[] body = Encoding.UTF8.GetBytes("{}");
        Signer.Sign(request, service.Address, body);
        request.Headers.Add("X-Amz-Target", "AmazonSQS.ListQueues");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        Assert.Equal("SignatureDoesNotMatch;Sender", (await SendAsync(request)).Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    public async Task Call_WhenSentAgainWithAnotherContentType_IsTheSameCall(string? contentType)
    {
        string queue = await service.NewQueueAsync();
        string json = $$"""{"QueueUrl":"/{{queue}}","MessageBody":"&Action=DeleteQueue&QueueUrl=/{{queue}}&x="}""";
        using HttpRequestMessage request = Json("SendMessage", json);
        Signer.Sign(request, service.Address, Encoding.UTF8.GetBytes(json));
        request.Content!.Headers.Remove("Content-Type");
        if (contentType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        (int status, string body, _) = await SendAsync(request);
        Assert.True(status == 200, body);
        Assert.Single(await ReceivedAsync(queue));
    }

    [Fact]
    public async Task Call_WhenJsonHasNoTarget_IsNotReadAsAForm()
    {
        string queue = await service.NewQueueAsync();
        string json = $$"""{"MessageBody":"&Action=DeleteQueue&QueueUrl=/{{queue}}&x="}""";
        using HttpRequestMessage request = Json("SendMessage", json);
        request.Headers.Remove("X-Amz-Target");
        request.Content!.Headers.Remove("Content-Type");
        Signer.Sign(request, service.Address, Encoding.UTF8.GetBytes(json));
        Assert.Equal(404, (await SendAsync(request)).Status);
        await service.OkAsync(KeyedService.Admin, "GET", $"/v1/queues/{queue}");
    }

    [Fact]
    public async Task Call_WhenThePayloadIsNotSigned_IsRefusedWithoutTls()
    {
        using HttpRequestMessage request = Json("ListQueues", "{}");
        Signer.Sign(request, service.Address, [], "UNSIGNED-PAYLOAD");
        (int status, string body, string? code) = await SendAsync(request);
        Assert.Equal((403, "SignatureDoesNotMatch;Sender"), (status, code));
        Assert.Contains("HTTPS", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/sqs/aws4_request")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=00")]
    [InlineData("AWS4-HMAC-SHA256 Credential=////, SignedHeaders=host, Signature=00")]
    [InlineData("Bearer admin.a-secret-of-the-administrator-0123456789")]
    [InlineData("AWS3 x")]
    public async Task Call_WhenTheHeaderIsNoSignature_IsIncomplete(string authorization)
    {
        using HttpRequestMessage request = Json("ListQueues", "{}");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        (int status, string body, string? code) = await SendAsync(request);
        Assert.Equal((400, "IncompleteSignature;Sender"), (status, code));
        Assert.DoesNotContain("a-secret", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WhenPresigned_IsGoodUntilItExpires()
    {
        (string, string)[] query = [("Action", "ListQueues"), ("QueueNamePrefix", "a b~é+&=/")];
        string good = Signer.Presign("GET", service.Address, "/", TimeSpan.FromMinutes(1), query);
        Assert.Equal(200, (await GetAsync(good)).Status);
        Assert.Equal(403, (await GetAsync(good.Replace("QueueNamePrefix", "MaxResults", StringComparison.Ordinal))).Status);
        TestSigner earlier = Signer with { Now = DateTimeOffset.UtcNow.AddMinutes(-2) };
        string old = earlier.Presign("GET", service.Address, "/", TimeSpan.FromMinutes(1), query);
        Assert.Equal((403, "SignatureDoesNotMatch"), await GetAsync(old));
        string older = earlier.Presign("GET", service.Address, "/", TimeSpan.FromMinutes(20), query);
        Assert.Equal(200, (await GetAsync(older)).Status);
    }

    [Fact]
    public async Task Get_WhenPresignedForAQueue_SendsThere()
    {
        string queue = await service.NewQueueAsync();
        string url = Signer.Presign(
            "GET",
            service.Address,
            $"/000000000000/{queue}",
            TimeSpan.FromHours(1),
            ("Action", "SendMessage"),
            ("MessageBody", "from a link"));
        Assert.Equal(200, (await GetAsync(url)).Status);
        Assert.Single(await ReceivedAsync(queue));
    }

    private async Task<string[]> ReceivedAsync(string queue) =>
    [
        .. (await service.OkAsync(KeyedService.Admin, "POST", $"/v1/queues/{queue}/messages/receive"))
            .GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("body").GetString()!),
    ];

    private async Task<(int Status, string? Code)> GetAsync(string target)
    {
        using HttpResponseMessage response = await service.Http.GetAsync(new Uri(service.Address, target));
        var body = XElement.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, body.Element(Xml + "Error")?.Element(Xml + "Code")?.Value);
    }

    private async Task RefusedAsync(TestSigner? signer, bool isJson, int status, string code)
    {
        (int given, string body, string? header) = await CallAsync(signer, isJson);
        Assert.True(status == given, body);
        if (isJson)
            Assert.Equal(code + ";Sender", header);
        else
            Assert.Equal(code, XElement.Parse(body).Element(Xml + "Error")!.Element(Xml + "Code")!.Value);
        Assert.DoesNotContain(KeyedService.AdminSecret, body, StringComparison.Ordinal);
    }

    private Task<(int Status, string Body, string? Code)> CallAsync(TestSigner? signer, bool isJson)
    {
        HttpRequestMessage request = isJson ? Json("ListQueues", "{}") : new(HttpMethod.Post, new Uri("/", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([new("Action", "ListQueues"), new("Version", "2012-11-05")]),
        };
        byte[] body = isJson ? Encoding.UTF8.GetBytes("{}") : Encoding.UTF8.GetBytes("Action=ListQueues&Version=2012-11-05");
        signer?.Sign(request, service.Address, body);
        return SendAsync(request);
    }

    private async Task<(int Status, string Body, string? Code)> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        string? code = response.Headers.TryGetValues("x-amzn-query-error", out IEnumerable<string>? values)
            ? values.Single()
            : null;
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), code);
    }

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(
        text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static HttpRequestMessage Json(string action, string json)
    {
        HttpRequestMessage request = new(HttpMethod.Post, new Uri("/", UriKind.Relative));
        request.Headers.Add("X-Amz-Target", "AmazonSQS." + action);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        return request;
    }
}
