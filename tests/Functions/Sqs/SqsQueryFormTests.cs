using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using QueueService.Functions.Sqs;
using QueueService.Functions.Sqs.Wire;
using QueueService.Tests.Functions.Http;
using JsonNode = System.Text.Json.Nodes.JsonNode;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>
/// Every list and map of every action in all forms that tools write it: by the name of an entry or of the member, with an
/// index or, of one entry, without.
/// </summary>
public sealed class SqsQueryFormTests(TestService service) : IClassFixture<TestService>
{
    private const string Attribute = "{0}.Name=a&{0}.Value.DataType=String&{0}.Value.StringValue=v";
    private const string Trace = "{0}.Name=AWSTraceHeader&{0}.Value.DataType=String&{0}.Value.StringValue=Root%3D1";
    private const string Entry = "SendMessageBatchRequestEntry.1.Id=i&SendMessageBatchRequestEntry.1.MessageBody=m&";

    private static readonly XNamespace Xml = "http://queue.amazonaws.com/doc/2012-11-05/";

    private readonly SqsCaller _sqs = new(service);

    /// <summary>Action, names of the parameter, a form with its place as <c>{0}</c>, and what comes of it.</summary>
    public static TheoryData<string, string, string, string> Rows { get; } = new()
    {
        { "AddPermission", "AWSAccountId AWSAccountIds", "Label=l&ActionName.1=SendMessage&{0}=123456789012", "arn:aws:iam::123456789012:root SQS:SendMessage" },
        { "AddPermission", "ActionName Actions", "Label=l&AWSAccountId.1=123456789012&{0}=SendMessage", "arn:aws:iam::123456789012:root SQS:SendMessage" },
        { "ChangeMessageVisibilityBatch", "ChangeMessageVisibilityBatchRequestEntry Entries", "{0}.Id=i&{0}.ReceiptHandle=HANDLE&{0}.VisibilityTimeout=0", "i 1" },
        { "CreateQueue", "Attribute Attributes", "QueueName=NEW&{0}.Name=DelaySeconds&{0}.Value=5", "5 {}" },
        { "CreateQueue", "Tag Tags tags", "QueueName=NEW&{0}.Key=k&{0}.Value=v", """0 {"Tags":{"k":"v"}}""" },
        { "DeleteMessageBatch", "DeleteMessageBatchRequestEntry Entries", "{0}.Id=i&{0}.ReceiptHandle=HANDLE", "i 0" },
        { "GetQueueAttributes", "AttributeName AttributeNames", "{0}=DelaySeconds", "DelaySeconds" },
        { "ReceiveMessage", "AttributeName AttributeNames", "{0}=SenderId", "SenderId" },
        { "ReceiveMessage", "MessageSystemAttributeName MessageSystemAttributeNames", "{0}=SenderId", "SenderId" },
        { "ReceiveMessage", "MessageAttributeName MessageAttributeNames", "{0}=b", "b" },
        { "SendMessage", "MessageAttribute MessageAttributes", "MessageBody=m&" + Attribute, "m a=v" },
        { "SendMessage", "MessageSystemAttribute MessageSystemAttributes", "MessageBody=m&" + Trace, "m Root=1" },
        { "SendMessageBatch", "SendMessageBatchRequestEntry Entries", "{0}.Id=i&{0}.MessageBody=m", "m" },
        { "SendMessageBatch", "SendMessageBatchRequestEntry.1.MessageAttribute SendMessageBatchRequestEntry.1.MessageAttributes", Entry + Attribute, "m a=v" },
        { "SendMessageBatch", "SendMessageBatchRequestEntry.1.MessageSystemAttribute SendMessageBatchRequestEntry.1.MessageSystemAttributes", Entry + Trace, "m Root=1" },
        { "SetQueueAttributes", "Attribute Attributes", "{0}.Name=DelaySeconds&{0}.Value=5", """5 {"Tags":{"old":"x"}}""" },
        { "TagQueue", "Tag Tags tags", "{0}.Key=k&{0}.Value=v", """0 {"Tags":{"k":"v","old":"x"}}""" },
        { "UntagQueue", "TagKey TagKeys", "{0}=old", "0 {}" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task List_WhenWrittenInAnyForm_IsRead(string action, string names, string form, string expected)
    {
        foreach (string name in names.Split(' '))
        {
            foreach (string index in (string[])["", ".1", ".7"])
                Assert.Equal($"{name}{index}: {expected}", $"{name}{index}: {await CallAsync(action, form.Replace("{0}", name + index, StringComparison.Ordinal))}");
        }
    }

    /// <summary>What the table leaves out are values that SQS has no use for.</summary>
    [Fact]
    public void Rows_WhenTheModelHasAListOrMap_HaveItInAllItsNames()
    {
        IEnumerable<string> known = SqsNeeds.Actions.SelectMany(action => QuerySchema.Of(action)
            .SelectMany(member => member.Members.Where(inner => inner.Kind != QueryKind.Single)
                .Select(inner => string.Join(' ', inner.Names.Select(name => $"{member.Names[0]}.1.{name}"))).Prepend(
                    member.Kind == QueryKind.Single ? "" : string.Join(' ', member.Names)))
            .Where(names => names.Length > 0 && !names.Contains("ListValue", StringComparison.Ordinal))
            .Select(names => $"{action} {names}"));
        Assert.Equal(
            known.Order(StringComparer.Ordinal),
            Rows.Select(row => $"{row[0]} {row[1]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task List_WhenWrittenInSeveralForms_HasAllOfThem()
    {
        string url = await QueueAsync();
        (_, XElement got) = await PostAsync(url, "Action=GetQueueAttributes&AttributeName.2=DelaySeconds&AttributeNames.1=QueueArn&AttributeName=VisibilityTimeout");
        Assert.Equal(["DelaySeconds", "QueueArn", "VisibilityTimeout"], Names(got).Order(StringComparer.Ordinal));
        await PostAsync(url, "Action=SendMessage&MessageBody=m&MessageAttributes.1.Name=two&MessageAttributes.1.Value.DataType=String&"
            + "MessageAttributes.1.Value.StringValue=2&" + Attribute.Replace("{0}", "MessageAttribute", StringComparison.Ordinal));
        JsonElement sent = (await _sqs.ReceiveAsync(url)).Single(message => TestService.Text(message, "Body") is "m");
        Assert.Equal(["a", "two"], sent.GetProperty("MessageAttributes").EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Action=SendMessage&MessageBody=m&MessageAttribute.1.StringValue=v", "MessageAttribute.1.StringValue", "MessageAttribute.1.Name and MessageAttribute.1.Value.DataType")]
    [InlineData("Action=SendMessage&MessageBody=m&MessageAttribute.1.Name=a&MessageAttribute.1.Value=v", "MessageAttribute.1.Value", null)]
    [InlineData("Action=SendMessage&MessageBody=m&MessageAttribute.1.Value.Text=v", "MessageAttribute.1.Value.Text", null)]
    [InlineData("Action=SendMessage&MessageBody=m&MessageAttribute.member.1.Name=v", "MessageAttribute.member.1.Name", null)]
    [InlineData("Action=SendMessage&MessageBody=m&MessageAttribute.01.Name=v", "MessageAttribute.01.Name", null)]
    [InlineData("Action=SendMessage&MessageBody=m&MessageAttribute[1].Name=v", "MessageAttribute[1].Name", null)]
    [InlineData("Action=SendMessage&MessageBody=m&messageAttributes.1.Name=v", "messageAttributes.1.Name", null)]
    [InlineData("Action=SendMessage&MessageBody=m&MessageAttribute=v", "MessageAttribute", null)]
    [InlineData("Action=SendMessage&MessageBody=m&MessageBody.1=v", "MessageBody.1", "MessageBody")]
    [InlineData("Action=SendMessage&MessageBody=m&DelaySeconds.1=5", "DelaySeconds.1", "DelaySeconds")]
    [InlineData("Action=SendMessageBatch&SendMessageBatchRequestEntry.x.Id=1", "SendMessageBatchRequestEntry.x.Id", "SendMessageBatchRequestEntry.1.Id")]
    [InlineData("Action=SendMessageBatch&SendMessageBatchRequestEntry.1=x", "SendMessageBatchRequestEntry.1", null)]
    [InlineData("Action=SendMessageBatch&SendMessageBatchRequestEntry.99999999999.Id=1", "SendMessageBatchRequestEntry.99999999999.Id", null)]
    [InlineData("Action=SendMessageBatch&SendMessageBatchRequestEntry.1.Id=1&SendMessageBatchRequestEntry.1.Body=m", "SendMessageBatchRequestEntry.1.Body", null)]
    [InlineData("Action=SetQueueAttributes&Attribute.DelaySeconds=5", "Attribute.DelaySeconds", "Attribute.1.Name and Attribute.1.Value")]
    [InlineData("Action=SetQueueAttributes&AttributeName=DelaySeconds&AttributeValue=5", "AttributeName", null)]
    [InlineData("Action=TagQueue&Tag.1.Name=k&Tag.1.Value=v", "Tag.1.Name", "Tag.1.Key and Tag.1.Value")]
    [InlineData("Action=GetQueueAttributes&AttributeName.1.x=All", "AttributeName.1.x", "AttributeName.1")]
    [InlineData("Action=GetQueueAttributes&AttributeName[]=All", "AttributeName[]", null)]
    public async Task Parameter_WhenItBeginsLikeAKnownOneAndIsNone_IsRefused(string form, string name, string? example)
    {
        string url = await QueueAsync();
        (int status, XElement xml) = await PostAsync(url, form);
        Assert.Equal((400, "MalformedQueryString"), (status, xml.Descendants(Xml + "Code").Single().Value));
        string message = xml.Descendants(Xml + "Message").Single().Value;
        Assert.StartsWith($"The parameter {name} is not understood. Write it like ", message, StringComparison.Ordinal);
        if (example is not null)
            Assert.EndsWith($" like {example}.", message, StringComparison.Ordinal);
        Assert.Single(await _sqs.ReceiveAsync(url));
    }

    [Fact]
    public async Task Parameter_WhenItsNameIsLong_IsShownInPart()
    {
        (_, XElement xml) = await PostAsync(await QueueAsync(), $"Action=GetQueueAttributes&AttributeName.{new string('x', 100_000)}=All");
        Assert.InRange(xml.Descendants(Xml + "Message").Single().Value.Length, 100, 200);
    }

    [Fact]
    public async Task Parameter_WhenItIsThereTwice_IsRefusedUnlessItSaysTheSame()
    {
        string url = await QueueAsync();
        (int status, XElement xml) = await PostAsync(url, "Action=GetQueueAttributes&AttributeName=QueueArn&AttributeName=DelaySeconds");
        Assert.Equal((400, "MalformedQueryString"), (status, xml.Descendants(Xml + "Code").Single().Value));
        (status, xml) = await PostAsync(url + "?Action=ListQueues&AttributeName=QueueArn", "Action=GetQueueAttributes&Version=1&Version=1");
        Assert.Equal((200, "QueueArn"), (status, Assert.Single(Names(xml))));
    }

    private async Task<string> CallAsync(string action, string form)
    {
        string url = await QueueAsync();
        string created = $"q{Guid.NewGuid():N}";
        if (form.Contains("HANDLE", StringComparison.Ordinal))
            form = form.Replace("HANDLE", TestService.Text(Assert.Single(await _sqs.ReceiveAsync(url)), "ReceiptHandle"), StringComparison.Ordinal);
        if (action.StartsWith("Send", StringComparison.Ordinal))
            await _sqs.DeleteAsync(url, Assert.Single(await _sqs.ReceiveAsync(url)));
        string target = action is "CreateQueue" ? new Uri(url).GetLeftPart(UriPartial.Authority) : url;
        (int status, XElement xml) = await PostAsync(target, $"Action={action}&{form.Replace("NEW", created, StringComparison.Ordinal)}");
        Assert.True(status == 200, $"{form}: {xml}");
        return action switch
        {
            "AddPermission" => Permission((await _sqs.AttributesAsync(url))["Policy"]),
            "DeleteMessageBatch" or "ChangeMessageVisibilityBatch" =>
                $"{xml.Descendants(Xml + "Id").Single().Value} {(await _sqs.AttributesAsync(url))["ApproximateNumberOfMessages"]}",
            "GetQueueAttributes" or "ReceiveMessage" => string.Join(' ', Names(xml)),
            "SendMessage" or "SendMessageBatch" => Message(Assert.Single(await _sqs.ReceiveAsync(url))),
            _ => await SettingsAsync(action is "CreateQueue" ? created : url),
        };
    }

    private async Task<string> SettingsAsync(string queue) =>
        $"{(await _sqs.AttributesAsync(queue))["DelaySeconds"]} {await _sqs.OkAsync("ListQueueTags", queue)}";

    /// <summary>One with a tag and a message that has an attribute.</summary>
    private async Task<string> QueueAsync()
    {
        string url = await _sqs.CreateQueueAsync();
        await _sqs.OkAsync("TagQueue", url, """{"Tags":{"old":"x"}}""");
        await _sqs.OkAsync("SendMessage", url, """{"MessageBody":"first","MessageAttributes":{"b":{"DataType":"String","StringValue":"v"}}}""");
        return url;
    }

    private async Task<(int Status, XElement Body)> PostAsync(string url, string form)
    {
        using StringContent content = new(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        return await SqsCaller.ReadXmlAsync(await service.Http.PostAsync(new Uri(url), content));
    }

    private static IEnumerable<string> Names(XElement xml) => xml.Descendants(Xml + "Name").Select(name => name.Value);

    private static string Permission(string policy)
    {
        JsonNode statement = JsonNode.Parse(policy)!["Statement"]![0]!;
        return $"{statement["Principal"]!["AWS"]} {statement["Action"]}";
    }

    private static string Message(JsonElement message)
    {
        StringBuilder text = new(TestService.Text(message, "Body"));
        if (message.TryGetProperty("MessageAttributes", out JsonElement attributes))
            text.Append(string.Concat(attributes.EnumerateObject().Select(member => $" {member.Name}={TestService.Text(member.Value, "StringValue")}")));
        if (message.GetProperty("Attributes").TryGetProperty("AWSTraceHeader", out JsonElement trace))
            text.Append(CultureInfo.InvariantCulture, $" {trace.GetString()}");
        return text.ToString();
    }
}
