using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Calls actions as SDKs do: requests are written as JSON here, and flattened for the Query protocol.</summary>
/// <param name="isQuery">Which protocol calls go over that do not say it themselves.</param>
internal sealed class SqsCaller(TestService service, bool isQuery = false)
{
    private static readonly XNamespace Xml = "http://queue.amazonaws.com/doc/2012-11-05/";

    private static readonly Dictionary<string, string> Lists = new(StringComparer.Ordinal)
    {
        ["AttributeNames"] = "AttributeName",
        ["MessageSystemAttributeNames"] = "MessageSystemAttributeName",
        ["MessageAttributeNames"] = "MessageAttributeName",
        ["TagKeys"] = "TagKey",
        ["AWSAccountIds"] = "AWSAccountId",
        ["Actions"] = "ActionName",
    };

    /// <summary>Calls; the answer must be 200, and comes in its JSON form.</summary>
    public async Task<JsonElement> OkAsync(string action, JsonObject input)
    {
        if (isQuery)
        {
            (int queryStatus, XElement xml) = await QueryAsync(action, input);
            Assert.True(queryStatus == 200, $"{action} answered {queryStatus}: {xml}");
            return SqsXml.ToJson(xml, action);
        }

        (int status, JsonElement body, _) = await JsonAsync(action, input.ToJsonString());
        Assert.True(status == 200, $"{action} answered {status}: {body}");
        return body;
    }

    /// <summary>Calls with members written as JSON, beside the queue's URL.</summary>
    public Task<JsonElement> OkAsync(string action, string url, string members = "{}") =>
        OkAsync(action, Input(url, members));

    public static JsonObject Input(string url, string members)
    {
        JsonObject input = JsonNode.Parse(members)!.AsObject();
        input["QueueUrl"] = url;
        return input;
    }

    public async Task<(int Status, JsonElement Body, HttpResponseHeaders Headers)> JsonAsync(string action, string json)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/", UriKind.Relative));
        request.Content = new StringContent(json, Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", "AmazonSQS." + action);
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        string body = await response.Content.ReadAsStringAsync();
        Assert.Equal("application/x-amz-json-1.0", response.Content.Headers.ContentType!.MediaType);
        Assert.True(Guid.TryParse(response.Headers.GetValues("x-amzn-RequestId").Single(), out _));
        return ((int)response.StatusCode, JsonSerializer.Deserialize<JsonElement>(body), response.Headers);
    }

    public async Task<(int Status, XElement Body)> QueryAsync(string action, JsonObject input)
    {
        List<KeyValuePair<string, string>> form = [new("Action", action), new("Version", "2012-11-05")];
        Flatten(form, "", input, action);
        using FormUrlEncodedContent content = new(form);
        return await ReadXmlAsync(await service.Http.PostAsync(new Uri("/", UriKind.Relative), content));
    }

    public static async Task<(int Status, XElement Body)> ReadXmlAsync(HttpResponseMessage answer)
    {
        using HttpResponseMessage response = answer;
        Assert.Equal("text/xml", response.Content.Headers.ContentType!.MediaType);
        string body = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, XElement.Parse(body, LoadOptions.PreserveWhitespace));
    }

    /// <summary>Calls over both protocols and demands the same refusal; the text may differ only where AWS's does.</summary>
    public async Task RefusedAsync(int status, string code, string message, string action, JsonObject input)
    {
        (int jsonStatus, JsonElement body, HttpResponseHeaders headers) = await JsonAsync(action, input.ToJsonString());
        Assert.Equal((status, message), (jsonStatus, body.TryGetProperty("message", out JsonElement text) ? text.GetString() : body.ToString()));
        Assert.Equal($"{code};Sender", headers.GetValues("x-amzn-query-error").Single());
        Assert.Matches("^com\\.amazon(aws\\.sqs|\\.coral\\.service)#[A-Za-z]+$", body.GetProperty("__type").GetString());
        (int queryStatus, XElement xml) = await QueryAsync(action, input);
        XElement error = xml.Element(Xml + "Error")!;
        Assert.Equal((status, code, message), (queryStatus, error.Element(Xml + "Code")!.Value, error.Element(Xml + "Message")!.Value));
        Assert.Equal("Sender", error.Element(Xml + "Type")!.Value);
        Assert.NotNull(error.Element(Xml + "Detail"));
    }

    public async Task<string> CreateQueueAsync(JsonObject? attributes = null, bool isFifo = false)
    {
        JsonObject all = attributes ?? [];
        if (isFifo)
            all["FifoQueue"] = "true";
        JsonElement answer = await OkAsync("CreateQueue", new JsonObject
        {
            ["QueueName"] = $"q{Guid.NewGuid():N}{(isFifo ? ".fifo" : "")}",
            ["Attributes"] = all,
        });
        return answer.GetProperty("QueueUrl").GetString()!;
    }

    public Task<JsonElement> SendAsync(string url, string body, string? group = null, string? deduplicationId = null)
    {
        JsonObject input = new() { ["QueueUrl"] = url, ["MessageBody"] = body };
        if (group is not null)
            input["MessageGroupId"] = group;
        if (deduplicationId is not null)
            input["MessageDeduplicationId"] = deduplicationId;
        return OkAsync("SendMessage", input);
    }

    /// <summary>Receives up to ten messages with all that can be asked for.</summary>
    public async Task<JsonElement[]> ReceiveAsync(
        string url, int? visibilityTimeout = null, int wait = 0, int max = 10, string? attempt = null)
    {
        JsonObject input = new()
        {
            ["QueueUrl"] = url,
            ["MaxNumberOfMessages"] = max,
            ["WaitTimeSeconds"] = wait,
            ["AttributeNames"] = new JsonArray("All"),
            ["MessageAttributeNames"] = new JsonArray("All"),
        };
        if (visibilityTimeout is not null)
            input["VisibilityTimeout"] = visibilityTimeout;
        if (attempt is not null)
            input["ReceiveRequestAttemptId"] = attempt;
        JsonElement answer = await OkAsync("ReceiveMessage", input);
        return answer.TryGetProperty("Messages", out JsonElement messages) ? [.. messages.EnumerateArray()] : [];
    }

    /// <summary>The bodies of up to so many messages.</summary>
    public async Task<string[]> BodiesAsync(string url, int? visibilityTimeout = null, int wait = 0, int max = 10) =>
        [.. (await ReceiveAsync(url, visibilityTimeout, wait, max)).Select(message => TestService.Text(message, "Body"))];

    public Task<JsonElement> DeleteAsync(string url, JsonElement message) => OkAsync("DeleteMessage", new JsonObject
    {
        ["QueueUrl"] = url,
        ["ReceiptHandle"] = TestService.Text(message, "ReceiptHandle"),
    });

    public Task<JsonElement> ChangeAsync(string url, JsonElement message, int seconds) => OkAsync(
        "ChangeMessageVisibility",
        new JsonObject
        {
            ["QueueUrl"] = url,
            ["ReceiptHandle"] = TestService.Text(message, "ReceiptHandle"),
            ["VisibilityTimeout"] = seconds,
        });

    public async Task<string> ArnAsync(string url) => (await AttributesAsync(url))["QueueArn"];

    public async Task<Dictionary<string, string>> AttributesAsync(string url)
    {
        JsonElement answer = await OkAsync("GetQueueAttributes", new JsonObject
        {
            ["QueueUrl"] = url,
            ["AttributeNames"] = new JsonArray("All"),
        });
        return answer.GetProperty("Attributes").EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value.GetString()!, StringComparer.Ordinal);
    }

    private static void Flatten(List<KeyValuePair<string, string>> form, string prefix, JsonObject input, string action)
    {
        foreach ((string name, JsonNode? value) in input)
        {
            switch (value)
            {
                case JsonArray { Count: 0 }:
                    form.Add(new($"{prefix}{action}RequestEntry", ""));
                    break;
                case JsonArray list:
                    for (int n = 0; n < list.Count; n++)
                        Add(form, $"{prefix}{Lists.GetValueOrDefault(name, action + "RequestEntry")}.{n + 1}", list[n]!, action);
                    break;
                case JsonObject map:
                    AddMap(form, prefix + name.TrimEnd('s'), map, name is "tags" or "Tags" ? "Key" : "Name");
                    break;
                default:
                    form.Add(new(prefix + name, value!.ToString()));
                    break;
            }
        }
    }

    private static void Add(List<KeyValuePair<string, string>> form, string name, JsonNode item, string action)
    {
        if (item is JsonObject structure)
            Flatten(form, name + ".", structure, action);
        else
            form.Add(new(name, item.ToString()));
    }

    private static void AddMap(List<KeyValuePair<string, string>> form, string name, JsonObject map, string keyName)
    {
        name = string.Equals(name, "tag", StringComparison.Ordinal) ? "Tag" : name;
        int index = 0;
        foreach ((string key, JsonNode? value) in map)
        {
            string entry = $"{name}.{++index}";
            form.Add(new($"{entry}.{keyName}", key));
            if (value is JsonObject structure)
                form.AddRange(structure.Select(member => KeyValuePair.Create($"{entry}.Value.{member.Key}", member.Value!.ToString())));
            else
                form.Add(new($"{entry}.Value", value!.ToString()));
        }
    }
}
