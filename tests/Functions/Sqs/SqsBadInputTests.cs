using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Requests that no SDK would send: each is refused as by AWS, none makes the service fail.</summary>
public sealed class SqsBadInputTests(TestService service) : IClassFixture<TestService>
{
    private static readonly XNamespace Xml = "http://queue.amazonaws.com/doc/2012-11-05/";

    private readonly SqsCaller _sqs = new(service);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"MessageBody\":\"x\"} {}")]
    [InlineData("{\"MessageBody\":\"x\",}")]
    [InlineData("{\"MessageBody\":\"a\u0001b\"}")]
    [InlineData("{\"MessageBody\":\"\\x\"}")]
    [InlineData("{\"MessageBody\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"MessageBody\":7}")]
    [InlineData("{\"MessageBody\":{}}")]
    [InlineData("{\"MessageBody\":\"x\",\"DelaySeconds\":1.5}")]
    [InlineData("{\"MessageBody\":\"x\",\"DelaySeconds\":\"soon\"}")]
    [InlineData("{\"MessageBody\":\"x\",\"DelaySeconds\":99999999999999999999}")]
    [InlineData("{\"MessageBody\":\"x\",\"DelaySeconds\":[]}")]
    [InlineData("{\"MessageBody\":\"x\",\"MessageAttributes\":[]}")]
    [InlineData("{\"MessageBody\":\"x\",\"MessageAttributes\":{\"a\":\"b\"}}")]
    [InlineData("{\"MessageBody\":\"x\",\"MessageAttributes\":{\"a\":{\"DataType\":\"Binary\",\"BinaryValue\":\"*\"}}}")]
    [InlineData("{\"MessageBody\":\"x\",\"MessageSystemAttributes\":{\"AWSTraceHeader\":null}}")]
    public async Task Json_WhenItIsBroken_IsASerializationError(string json)
    {
        string url = await _sqs.CreateQueueAsync();
        string body = json.StartsWith("{\"M", StringComparison.Ordinal) ? $"{{\"QueueUrl\":\"{url}\",{json[1..]}" : json;
        (int status, JsonElement answer, _) = await _sqs.JsonAsync("SendMessage", body);
        Assert.Equal(400, status);
        string expected = json.Length == 0 ? "MissingRequiredParameterException" : "SerializationException";
        Assert.EndsWith("#" + expected, TestService.Text(answer, "__type"), StringComparison.Ordinal);
        Assert.Empty(await _sqs.ReceiveAsync(url));
    }

    [Fact]
    public async Task Json_WhenItIsNotUtf8OrTooDeepOrOfTooManyValues_IsASerializationError()
    {
        byte[][] bodies =
        [
            [.. "{\"MessageBody\":\""u8, 0xC3, 0x28, .. "\"}"u8],
            Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', 5000)}{new string(']', 5000)}}}"),
            Encoding.UTF8.GetBytes($"{{\"a\":[{string.Join(',', Enumerable.Repeat("1", 30_000))}]}}"),
        ];
        foreach (byte[] body in bodies)
        {
            using HttpResponseMessage response = await PostAsync(body, "application/x-amz-json-1.0", "AmazonSQS.SendMessage");
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("SerializationException", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("AmazonSQS.Nonsense", "UnknownOperationException")]
    [InlineData("AmazonSQS.", "UnknownOperationException")]
    [InlineData("AmazonSQS.sendmessage", "UnknownOperationException")]
    [InlineData("AmazonSQS.SendMessage.", "UnknownOperationException")]
    public async Task Json_WhenTheActionIsUnknown_Answers404(string target, string type)
    {
        using HttpResponseMessage response = await PostAsync("{}"u8.ToArray(), "application/x-amz-json-1.0", target);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(type, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>What is neither of the protocols names no action.</summary>
    [Theory]
    [InlineData("{}", "application/x-amz-json-1.0", "DynamoDB_20120810.Scan")]
    [InlineData("{}", "application/x-amz-json-1.0", null)]
    [InlineData("{\"Action\":\"ListQueues\"}", "application/json", null)]
    [InlineData("Action=ListQueues", "multipart/form-data; boundary=x", null)]
    [InlineData("", "application/x-www-form-urlencoded", null)]
    [InlineData("Action=", "application/x-www-form-urlencoded", null)]
    [InlineData("&&=&=x&a", "application/x-www-form-urlencoded", null)]
    public async Task Post_WhenItIsOfNoProtocol_IsAnUnknownOperation(string body, string contentType, string? target)
    {
        (int status, XElement xml) = await SqsCaller.ReadXmlAsync(await PostAsync(Encoding.UTF8.GetBytes(body), contentType, target));
        Assert.Equal((404, "UnknownOperationException"), (status, xml.Name.LocalName));
    }

    [Theory]
    [InlineData("Action=Nonsense", "InvalidAction", "The action Nonsense is not valid for this endpoint.")]
    [InlineData("Action=%00%01", "InvalidAction", "The action \uFFFD\uFFFD is not valid for this endpoint.")]
    [InlineData("Action=DeleteMessage&ReceiptHandle=%01", "ReceiptHandleIsInvalid", "The input receipt handle \"\uFFFD\" is not a valid receipt handle.")]
    [InlineData("Action=SendMessage&MessageBody=a%0Bb", "InvalidMessageContents", "Invalid binary character '#xB' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]")]
    [InlineData("Action=SendMessage&MessageBody=%EF%BF%BF", "InvalidMessageContents", "Invalid binary character '#xFFFF' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]")]
    [InlineData("Action=SendMessage&MessageBody=x&DelaySeconds=soon", "InvalidParameterValue", "Value soon for parameter DelaySeconds is invalid. Reason: Must be an integer.")]
    [InlineData("Action=SendMessage&MessageBody=x&MessageAttribute.1.Value.DataType=String", "MissingParameter", "The request must contain the parameter MessageAttribute.1.Name.")]
    [InlineData("Action=SendMessage&MessageBody=x&MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=Binary&MessageAttribute.1.Value.BinaryValue=*", "InvalidParameterValue", "BinaryValue must be base64 text.")]
    [InlineData("Action=SendMessageBatch", "MissingParameter", "The request must contain the parameter SendMessageBatchRequestEntry.1.Id.")]
    [InlineData("Action=SendMessageBatch&SendMessageBatchRequestEntry.1.MessageBody=x", "AWS.SimpleQueueService.InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.")]
    [InlineData("Action=TagQueue&Tag.1.Value=v", "MissingParameter", "The request must contain the parameter Tag.1.Key.")]
    public async Task Query_WhenSomethingIsWrong_IsRefusedAsByAws(string form, string code, string message)
    {
        string url = await _sqs.CreateQueueAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(url))
        {
            Content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded"),
        };
        (int status, XElement xml) = await SqsCaller.ReadXmlAsync(await service.Http.SendAsync(request));
        Assert.Equal(string.Equals(code, "ReceiptHandleIsInvalid", StringComparison.Ordinal) ? 404 : 400, status);
        Assert.Equal((code, message), (xml.Descendants(Xml + "Code").Single().Value, xml.Descendants(Xml + "Message").Single().Value));
    }

    /// <summary>Three bytes for each in the form, and a carriage return that XML would lose.</summary>
    [Fact]
    public async Task Query_WhenTheBodyHasAMebibyteAllEncoded_IsStoredAndGivenBack()
    {
        string url = await _sqs.CreateQueueAsync();
        string body = string.Concat(Enumerable.Repeat("<\r\n&żó😀", 1_048_576 / 13))[..];
        body += new string('"', 1_048_576 - Encoding.UTF8.GetByteCount(body));
        string form = $"Action=SendMessage&MessageBody={string.Concat(Encoding.UTF8.GetBytes(body).Select(value => $"%{value:X2}"))}";
        Assert.True(form.Length > 3 * 1_048_576);
        (int status, XElement sent) = await SqsCaller.ReadXmlAsync(await PostFormAsync(url, form));
        Assert.True(status == 200, sent.ToString());
        (_, XElement received) = await SqsCaller.ReadXmlAsync(await PostFormAsync(url, "Action=ReceiveMessage"));
        Assert.Equal(body, received.Descendants(Xml + "Body").Single().Value);
        Assert.Equal(sent.Descendants(Xml + "MD5OfMessageBody").Single().Value, received.Descendants(Xml + "MD5OfBody").Single().Value);
        (status, XElement refused) = await SqsCaller.ReadXmlAsync(await PostFormAsync(url, form + "%22"));
        Assert.Equal(400, status);
        Assert.Contains("Message must be shorter than 1048576 bytes.", refused.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_WhenItIsTooLarge_Answers413(bool isChunked)
    {
        foreach ((string contentType, string? target) in ((string, string?)[])
            [("application/x-amz-json-1.0", "AmazonSQS.SendMessage"), ("application/x-www-form-urlencoded", null)])
        {
            using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/", UriKind.Relative));
            request.Content = new ByteArrayContent(new byte[17 * 1024 * 1024]);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
            request.Headers.TransferEncodingChunked = isChunked;
            request.Headers.ExpectContinue = true;
            if (target is not null)
                request.Headers.Add("X-Amz-Target", target);
            using HttpResponseMessage response = await service.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            Assert.Contains("RequestEntityTooLarge", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Query_WhenThereAreTooManyParameters_IsMalformed()
    {
        string form = "Action=ListQueues&" + string.Join('&', Enumerable.Range(0, 25_000).Select(n => $"p{n}=1"));
        (int status, XElement xml) = await SqsCaller.ReadXmlAsync(await PostFormAsync("/", form));
        Assert.Equal((400, "MalformedQueryString"), (status, xml.Descendants(Xml + "Code").Single().Value));
    }

    private Task<HttpResponseMessage> PostFormAsync(string url, string form) => service.Http.PostAsync(
        new Uri(url, UriKind.RelativeOrAbsolute), new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded"));

    private Task<HttpResponseMessage> PostAsync(byte[] body, string contentType, string? target)
    {
        HttpRequestMessage request = new(HttpMethod.Post, new Uri("/", UriKind.Relative)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (target is not null)
            request.Headers.Add("X-Amz-Target", target);
        return service.Http.SendAsync(request);
    }
}
