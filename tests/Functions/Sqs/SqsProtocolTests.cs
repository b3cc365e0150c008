using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>How requests are told apart and read, in the shapes that clients old and new give them.</summary>
public sealed class SqsProtocolTests(TestService service) : IClassFixture<TestService>
{
    private static readonly XNamespace Xml = "http://queue.amazonaws.com/doc/2012-11-05/";

    private readonly SqsCaller _sqs = new(service);

    [Fact]
    public async Task Json_WhenPostedToAQueueUrl_IsJson()
    {
        string url = await _sqs.CreateQueueAsync();
        using HttpResponseMessage response = await SendAsync(
            HttpMethod.Post, url, $$"""{"QueueUrl":"{{url}}","MessageBody":"x"}""", "application/x-amz-json-1.0", "AmazonSQS.SendMessage");
        Assert.Equal((HttpStatusCode.OK, "application/x-amz-json-1.0"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(["x"], await _sqs.BodiesAsync(url));
    }

    [Theory]
    [InlineData("AmazonSQSv20121105.SendMessage", "Version=2012-11-05&")]
    [InlineData(null, "AWSAccessKeyId=any&SignatureVersion=2&Timestamp=2026-01-01&Signature=x&")]
    public async Task Query_WhenAFormIsPostedToAQueueUrl_IsQueryWhateverTheTargetSays(string? target, string form)
    {
        string url = await _sqs.CreateQueueAsync();
        using HttpResponseMessage response = await SendAsync(
            HttpMethod.Post, url, form + "Action=SendMessage&MessageBody=a%2Bb+c", "application/x-www-form-urlencoded; charset=utf-8", target);
        Assert.Equal((HttpStatusCode.OK, "text/xml"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(["a+b c"], await _sqs.BodiesAsync(url));
    }

    [Fact]
    public async Task Json_WhenTheTargetSaysSo_IsJsonWhateverTheContentTypeSays()
    {
        string url = await _sqs.CreateQueueAsync();
        using HttpResponseMessage form = await SendAsync(
            HttpMethod.Post, url, "Action=SendMessage&MessageBody=a", "application/x-www-form-urlencoded", "AmazonSQS.SendMessage");
        Assert.Equal((HttpStatusCode.BadRequest, "application/x-amz-json-1.0"), (form.StatusCode, form.Content.Headers.ContentType!.MediaType));
        using HttpResponseMessage json = await SendAsync(
            HttpMethod.Post, url, $$"""{"QueueUrl":"{{url}}","MessageBody":"x"}""", "text/plain", "AmazonSQS.SendMessage");
        Assert.Equal(HttpStatusCode.OK, json.StatusCode);
        Assert.Equal(["x"], await _sqs.BodiesAsync(url));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task QueueUrl_WhenItIsABareNameOrOfAnyHost_IsThatQueue(bool isQuery)
    {
        SqsCaller sqs = new(service, isQuery);
        string url = await sqs.CreateQueueAsync();
        string name = url.Split('/')[^1];
        await sqs.SendAsync(name, "1");
        await sqs.SendAsync($"https://sqs.eu-west-1.amazonaws.com/123456789012/{name}", "2");
        await sqs.SendAsync($"http://localhost:4566/queue/us-east-1/000000000000/{name}/", "3");
        Assert.Equal(["1", "2", "3"], await sqs.BodiesAsync(url));
    }

    [Fact]
    public async Task QueueUrl_WhenItIsGivenBesideThePath_WinsOverIt()
    {
        string path = await _sqs.CreateQueueAsync();
        string given = await _sqs.CreateQueueAsync();
        (int status, XElement xml) = await SqsCaller.ReadXmlAsync(await service.Http.GetAsync(
            new Uri($"{path}?Action=GetQueueAttributes&AttributeName=QueueArn&QueueUrl={Uri.EscapeDataString(given)}")));
        Assert.Equal(200, status);
        Assert.EndsWith(given.Split('/')[^1], xml.Descendants(Xml + "Value").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetQueueUrl_WhenAskedAtAQueueUrl_AnswersForAnyQueue()
    {
        string url = await _sqs.CreateQueueAsync();
        string other = await _sqs.CreateQueueAsync();
        (int status, XElement xml) = await SqsCaller.ReadXmlAsync(
            await service.Http.GetAsync(new Uri($"{url}?Action=GetQueueUrl&QueueName={other.Split('/')[^1]}")));
        Assert.Equal((200, other), (status, xml.Descendants(Xml + "QueueUrl").Single().Value));
    }

    [Fact]
    public async Task Query_WhenIndexesHaveGapsAndTwoDigits_AreSortedAsNumbers()
    {
        string url = await _sqs.CreateQueueAsync();
        IEnumerable<string> entries = new[] { 12, 2, 10, 9 }.Select(n =>
            $"SendMessageBatchRequestEntry.{n}.Id=i{n}&SendMessageBatchRequestEntry.{n}.MessageBody=b{n}");
        (int status, XElement xml) = await SqsCaller.ReadXmlAsync(
            await service.Http.GetAsync(new Uri($"{url}?Signature=any&Action=SendMessageBatch&{string.Join('&', entries)}")));
        Assert.Equal(200, status);
        Assert.Equal(["i2", "i9", "i10", "i12"], xml.Descendants(Xml + "Id").Select(id => id.Value));
        Assert.Equal(["b2", "b9", "b10", "b12"], await _sqs.BodiesAsync(url));
    }

    [Fact]
    public async Task Query_WhenAnActionHasNoOutput_AnswersNoResult()
    {
        string url = await _sqs.CreateQueueAsync();
        (int status, XElement xml) = await SqsCaller.ReadXmlAsync(await service.Http.GetAsync(new Uri($"{url}?Signature=any&Action=DeleteQueue")));
        Assert.Equal((200, Xml + "DeleteQueueResponse"), (status, xml.Name));
        Assert.Equal(["ResponseMetadata"], xml.Elements().Select(element => element.Name.LocalName));
        (status, xml) = await SqsCaller.ReadXmlAsync(await service.Http.GetAsync(new Uri($"{url}?Signature=any&Action=ReceiveMessage")));
        Assert.Equal((400, "AWS.SimpleQueueService.NonExistentQueue"), (status, xml.Descendants(Xml + "Code").Single().Value));
    }

    [Fact]
    public async Task Get_WhenJsonIsAccepted_AnswersTheXmlAsJson()
    {
        string url = await _sqs.CreateQueueAsync();
        await _sqs.OkAsync("SendMessage", url, """{"MessageBody":"x","MessageAttributes":{"a":{"DataType":"String","StringValue":"v"}}}""");
        JsonElement attributes = await GetJsonAsync($"{url}?Action=GetQueueAttributes&AttributeName.1=VisibilityTimeout");
        Assert.Equal(
            """[{"Name":"VisibilityTimeout","Value":"30"}]""",
            attributes.GetProperty("GetQueueAttributesResponse").GetProperty("GetQueueAttributesResult").GetProperty("Attributes").ToString());
        JsonElement received = (await GetJsonAsync($"{url}?Signature=any&Action=ReceiveMessage&MessageAttributeName.1=All")).GetProperty("ReceiveMessageResponse");
        JsonElement message = Assert.Single(received.GetProperty("ReceiveMessageResult").GetProperty("messages").EnumerateArray());
        Assert.Equal("x", TestService.Text(message, "Body"));
        Assert.Equal("""[{"Name":"a","Value":{"StringValue":"v","DataType":"String"}}]""", message.GetProperty("MessageAttributes").ToString());
        Assert.True(Guid.TryParse(TestService.Text(received.GetProperty("ResponseMetadata"), "RequestId"), out _));
        JsonElement refused = await GetJsonAsync($"{url}?Action=ListQueues", HttpStatusCode.BadRequest);
        Assert.Equal("InvalidAction", TestService.Text(refused.GetProperty("Error"), "Code"));
        Assert.Equal("The action ListQueues is not valid for this endpoint.", TestService.Text(refused.GetProperty("Error"), "Message"));
    }

    [Fact]
    public async Task Get_WhenJsonIsAcceptedButNoActionNamed_AnswersXml()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(await _sqs.CreateQueueAsync()));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        (int status, XElement xml) = await SqsCaller.ReadXmlAsync(await service.Http.SendAsync(request));
        Assert.Equal((404, "UnknownOperationException"), (status, xml.Name.LocalName));
    }

    /// <summary>Empty lists are left out, but for the one that the model of SQS calls required.</summary>
    [Fact]
    public async Task Json_WhenListsAreEmpty_HasThemNot()
    {
        string url = await _sqs.CreateQueueAsync();
        Assert.Equal("{}", (await _sqs.OkAsync("ReceiveMessage", url)).ToString());
        Assert.Equal("{}", (await _sqs.OkAsync("GetQueueAttributes", url)).ToString());
        Assert.Equal("{}", (await _sqs.OkAsync("GetQueueAttributes", url, """{"AttributeNames":["Policy","RedrivePolicy"]}""")).ToString());
        Assert.Equal("{}", (await _sqs.OkAsync("ListQueueTags", url)).ToString());
        Assert.Equal("""{"queueUrls":[]}""", (await _sqs.OkAsync("ListDeadLetterSourceQueues", url)).ToString());
    }

    [Fact]
    public async Task Json_WhenMembersAreUnknownOrNull_IgnoresThem()
    {
        string url = await _sqs.CreateQueueAsync();
        await _sqs.OkAsync("SendMessage", url, """
            {"MessageBody":"x","Whatever":[{"a":[1,2.5,null,true]}],"DelaySeconds":null,"MessageAttributes":null,"MessageGroupId":null}
            """);
        Assert.Equal(["x"], await _sqs.BodiesAsync(url));
    }

    [Fact]
    public async Task Json_WhenNamesAndTextAreEscaped_ReadsThem()
    {
        string url = await _sqs.CreateQueueAsync();
        JsonElement sent = await _sqs.OkAsync("SendMessageBatch", url, """
            {"\u0045ntries":[{"Id":"\u0031","\u004dessageBody":"\u0061\/b","MessageAttributes":
            {"\u006e":{"DataType":"Binary","BinaryValue":"\/\/8="}}}]}
            """);
        Assert.Equal("1", TestService.Text(sent.GetProperty("Successful")[0], "Id"));
        JsonElement message = Assert.Single(await _sqs.ReceiveAsync(url));
        Assert.Equal("a/b", TestService.Text(message, "Body"));
        Assert.Equal("//8=", TestService.Text(message.GetProperty("MessageAttributes").GetProperty("n"), "BinaryValue"));
    }

    [Fact]
    public async Task QueueUrl_WhenTheRequestNamesAHost_IsOfThatHost()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri($"/?Signature=any&Action=CreateQueue&QueueName=q{Guid.NewGuid():N}", UriKind.Relative));
        request.Headers.Host = "queues.localhost:8080";
        (_, XElement xml) = await SqsCaller.ReadXmlAsync(await service.Http.SendAsync(request));
        Assert.StartsWith("http://queues.localhost:8080/000000000000/q", xml.Descendants(Xml + "QueueUrl").Single().Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST // HTTP/1.1", "application/x-amz-json-1.0")]
    [InlineData("POST // HTTP/1.1", "application/x-www-form-urlencoded")]
    [InlineData("GET //?Signature=any&Action=CreateQueue&QueueName={0} HTTP/1.1", "")]
    [InlineData("POST /// HTTP/1.1", "application/x-www-form-urlencoded")]
    public async Task Call_WhenThePathBeginsWithSeveralSlashes_IsTakenForTheRoot(string line, string contentType)
    {
        string url = await CreateRawAsync(line, contentType, "Host: localhost\r\n");
        Assert.Equal("http://localhost", new Uri(url).GetLeftPart(UriPartial.Authority));
        await _sqs.SendAsync(url, "m");
        using RawConnection raw = await RawConnection.OpenAsync(service);
        await raw.SendAsync($"GET /{new Uri(url).AbsolutePath}?Signature=any&Action=ReceiveMessage HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.Contains("<Body>m</Body>", await raw.ReadUntilAsync("</ReceiveMessageResponse>", TimeSpan.FromSeconds(20)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST / HTTP/1.0", "application/x-www-form-urlencoded", "")]
    [InlineData("POST / HTTP/1.0", "application/x-amz-json-1.0", "")]
    [InlineData("POST / HTTP/1.1", "application/x-www-form-urlencoded", "Host:\r\n")]
    public async Task QueueUrl_WhenTheRequestNamesNoHost_IsOfTheAddressThatItCameTo(string line, string contentType, string host) =>
        Assert.StartsWith($"{service.Address}000000000000/q", await CreateRawAsync(line, contentType, host), StringComparison.Ordinal);

    /// <summary>Creates a queue with a request as it is written, and answers its URL.</summary>
    private async Task<string> CreateRawAsync(string line, string contentType, string host)
    {
        string name = $"q{Guid.NewGuid():N}";
        bool isJson = contentType.Contains("json", StringComparison.Ordinal);
        string body = isJson ? $$"""{"QueueName":"{{name}}"}""" : contentType.Length > 0 ? $"Action=CreateQueue&QueueName={name}" : "";
        string target = isJson ? "X-Amz-Target: AmazonSQS.CreateQueue\r\n" : "";
        string type = contentType.Length > 0 ? $"Content-Type: {contentType}\r\n" : "";
        using RawConnection raw = await RawConnection.OpenAsync(service);
        await raw.SendAsync(
            $"{line.Replace("{0}", name, StringComparison.Ordinal)}\r\n{host}Connection: close\r\n{target}{type}Content-Length: {body.Length}\r\n\r\n{body}");
        string answer = await raw.ReadUntilAsync(name, TimeSpan.FromSeconds(20));
        Assert.Contains(" 200 ", answer, StringComparison.Ordinal);
        int start = answer.IndexOf("http://", answer.IndexOf("QueueUrl", StringComparison.Ordinal), StringComparison.Ordinal);
        return answer[start..(answer.IndexOf(name, StringComparison.Ordinal) + name.Length)];
    }

    [Fact]
    public async Task Arn_WhenTheRequestIsSigned_HasItsRegion()
    {
        string url = await _sqs.CreateQueueAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri($"{url}?Action=GetQueueAttributes&AttributeName=QueueArn"));
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=any/20260101/eu-west-3/sqs/aws4_request, SignedHeaders=host;x-amz-date, Signature=00");
        (_, XElement xml) = await SqsCaller.ReadXmlAsync(await service.Http.SendAsync(request));
        Assert.Equal($"arn:aws:sqs:eu-west-3:000000000000:{url.Split('/')[^1]}", xml.Descendants(Xml + "Value").Single().Value);
    }

    private async Task<JsonElement> GetJsonAsync(string url, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(url));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Equal((expected, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, string body, string contentType, string? target)
    {
        HttpRequestMessage request = new(method, new Uri(url)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (target is not null)
            request.Headers.Add("X-Amz-Target", target);
        return service.Http.SendAsync(request);
    }
}
