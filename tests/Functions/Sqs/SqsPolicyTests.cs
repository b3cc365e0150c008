using System.Text.Json;
using System.Text.Json.Nodes;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Attributes whose value is JSON: who may use a queue, and as what.</summary>
public sealed class SqsPolicyTests(TestService service) : IClassFixture<TestService>
{
    [Theory]
    [InlineData("{}", "Redrive policy does not contain mandatory attribute: maxReceiveCount.")]
    [InlineData("""{"deadLetterTargetArn":"ARN"}""", "Redrive policy does not contain mandatory attribute: maxReceiveCount.")]
    [InlineData("""{"deadLetterTargetArn":"ARN","maxReceiveCount":null}""", "Redrive policy does not contain mandatory attribute: maxReceiveCount.")]
    [InlineData("""{"maxReceiveCount":3}""", "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.")]
    [InlineData("""{"maxReceiveCount":3,"deadLetterTargetArn":null}""", "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.")]
    [InlineData("""{"MaxReceiveCount":"4","DeadLetterTargetArn":"ARN"}""", "Redrive policy does not contain mandatory attribute: maxReceiveCount.")]
    [InlineData("""{"deadLetterTargetArn":"ARN","maxReceiveCount":3,"more":1}""", "Only following attributes are supported: [maxReceiveCount, deadLetterTargetArn].")]
    [InlineData("""{"deadLetterTargetArn":"ARN","maxReceiveCount":0}""", "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.")]
    [InlineData("""{"deadLetterTargetArn":"ARN","maxReceiveCount":"1001"}""", "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.")]
    [InlineData("""{"deadLetterTargetArn":"ARN","maxReceiveCount":"many"}""", "Invalid value for maxReceiveCount: many, valid values are from 1 to 1000 both inclusive.")]
    [InlineData("""{"deadLetterTargetArn":"ARN","maxReceiveCount":-1}""", "Invalid value for maxReceiveCount: -1, valid values are from 1 to 1000 both inclusive.")]
    [InlineData("""{"deadLetterTargetArn":"arn:wrong","maxReceiveCount":3}""", "Dead-letter target ARN should be fully qualified ARN.")]
    [InlineData("""{"deadLetterTargetArn":7,"maxReceiveCount":3}""", "Dead-letter target ARN should be fully qualified ARN.")]
    [InlineData("""{"deadLetterTargetArn":"arn:aws:sns:us-east-1:000000000000:topic","maxReceiveCount":3}""", "Only SQS queues are valid resources for deadLetterTargetArn.")]
    [InlineData("""{"deadLetterTargetArn":"ARN.fifo","maxReceiveCount":3}""", "Dead-letter queue must be same type of queue as the source..")]
    [InlineData("""{"deadLetterTargetArn":"ARN-unknown","maxReceiveCount":3}""", "Dead letter target does not exist.")]
    public async Task Set_WhenARedrivePolicyIsWrong_SaysWhy(string policy, string reason)
    {
        SqsCaller sqs = new(service);
        string text = policy.Replace("ARN", await sqs.ArnAsync(await sqs.CreateQueueAsync()), StringComparison.Ordinal);
        await sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            $"Value {text} for parameter RedrivePolicy is invalid. Reason: {reason}",
            "SetQueueAttributes",
            new JsonObject
            {
                ["QueueUrl"] = await sqs.CreateQueueAsync(),
                ["Attributes"] = new JsonObject { ["RedrivePolicy"] = text },
            });
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("4")]
    [InlineData("""{"deadLetterTargetArn":"\ud800","maxReceiveCount":3}""")]
    [InlineData("""{"deadLetterTargetArn":"x","maxReceiveCount":"\ud800"}""")]
    public async Task Set_WhenARedrivePolicyIsNoObject_IsNoMap(string policy) =>
        await RefusedAsync("RedrivePolicy", policy, "InvalidAttributeValue", "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.");

    /// <summary>Tools write settings that they do not use as null.</summary>
    [Theory]
    [InlineData("RedriveAllowPolicy", """{"redrivePermission":"denyAll","sourceQueueArns":null}""", """{"redrivePermission":"denyAll"}""")]
    [InlineData("RedriveAllowPolicy", """{ "redrivePermission": "denyAll" }""", """{ "redrivePermission": "denyAll" }""")]
    [InlineData("Policy", """{"Version":"2012-10-17","Id":null,"Statement":[{"Sid":null,"Effect":"Allow"}]}""", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}""")]
    [InlineData("Policy", """{ "Version": "2012-10-17" }""", """{ "Version": "2012-10-17" }""")]
    [InlineData("RedrivePolicy", """{"deadLetterTargetArn":"ARN","maxReceiveCount":3,"more":null}""", """{"deadLetterTargetArn":"ARN","maxReceiveCount":3}""")]
    public async Task Policy_WhenAMemberIsNull_IsKeptWithoutIt(string attribute, string policy, string kept)
    {
        foreach (bool isQuery in (bool[])[false, true])
        {
            SqsCaller sqs = new(service, isQuery);
            string arn = await sqs.ArnAsync(await sqs.CreateQueueAsync());
            string url = await sqs.CreateQueueAsync();
            await SetAsync(sqs, url, attribute, policy.Replace("ARN", arn, StringComparison.Ordinal));
            Assert.Equal(kept.Replace("ARN", arn, StringComparison.Ordinal), (await sqs.AttributesAsync(url))[attribute]);
        }
    }

    [Theory]
    [InlineData("""{"redrivePermission":"allowAll"}""", true)]
    [InlineData("""{"redrivePermission":"denyAll","sourceQueueArns":null}""", false)]
    [InlineData("""{"redrivePermission":"byQueue","sourceQueueArns":["SOURCE"]}""", true)]
    [InlineData("""{"redrivePermission":"byQueue","sourceQueueArns":["SOURCE-other"]}""", false)]
    public async Task RedriveAllowPolicy_WhenSet_SaysWhoMayNameTheQueue(string policy, bool isAllowed)
    {
        SqsCaller sqs = new(service);
        string source = await sqs.CreateQueueAsync();
        string text = policy.Replace("SOURCE", await sqs.ArnAsync(source), StringComparison.Ordinal);
        string dead = await sqs.CreateQueueAsync(new JsonObject { ["RedriveAllowPolicy"] = text });
        Assert.Equal(text.Replace(",\"sourceQueueArns\":null", "", StringComparison.Ordinal), (await sqs.AttributesAsync(dead))["RedriveAllowPolicy"]);
        JsonObject input = new()
        {
            ["QueueUrl"] = source,
            ["Attributes"] = new JsonObject
            {
                ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{await sqs.ArnAsync(dead)}}","maxReceiveCount":3}""",
            },
        };
        (int status, _, _) = await sqs.JsonAsync("SetQueueAttributes", input.ToJsonString());
        Assert.Equal(isAllowed ? 200 : 400, status);
    }

    [Fact]
    public async Task RedrivePolicy_WhenItNamesItsOwnQueue_IsRefused()
    {
        SqsCaller sqs = new(service);
        string url = await sqs.CreateQueueAsync();
        string policy = $$"""{"deadLetterTargetArn":"{{await sqs.ArnAsync(url)}}","maxReceiveCount":3}""";
        await sqs.RefusedAsync(
            400,
            "InvalidParameterValue",
            $"Value {policy} for parameter RedrivePolicy is invalid. Reason: Dead-letter queue must be another queue than the source.",
            "SetQueueAttributes",
            new JsonObject { ["QueueUrl"] = url, ["Attributes"] = new JsonObject { ["RedrivePolicy"] = policy } });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("nonsense")]
    [InlineData("""{"redrivePermission":7}""")]
    [InlineData("""{"redrivePermission":"some"}""")]
    [InlineData("""{"redrivePermission":"allowAll","more":"x"}""")]
    [InlineData("""{"redrivePermission":"byQueue","sourceQueueArns":"x"}""")]
    [InlineData("""{"redrivePermission":"byQueue","sourceQueueArns":[7]}""")]
    [InlineData("""{"redrivePermission":"byQueue","sourceQueueArns":[null]}""")]
    public async Task RedriveAllowPolicy_WhenItIsNone_IsOfAnUnsupportedFormat(string policy) => await RefusedAsync(
        "RedriveAllowPolicy",
        policy,
        "InvalidAttributeValue",
        "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.");

    [Theory]
    [InlineData("""{"redrivePermission":"byQueue"}""", "When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.")]
    [InlineData("""{"redrivePermission":"byQueue","sourceQueueArns":[]}""", "When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.")]
    [InlineData("""{"redrivePermission":"byQueue","sourceQueueArns":null}""", "When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.")]
    [InlineData("""{"redrivePermission":"allowAll","sourceQueueArns":["x"]}""", "To specify one or more source queue ARNs, you must set redrivePermission to byQueue.")]
    [InlineData("""{"redrivePermission":"byQueue","sourceQueueArns":["1","2","3","4","5","6","7","8","9","10","11"]}""", "The maximum number of source queue ARNs you can specify is 10.")]
    public async Task RedriveAllowPolicy_WhenItsMembersDoNotGoTogether_SaysWhy(string policy, string reason) => await RefusedAsync(
        "RedriveAllowPolicy",
        policy,
        "InvalidParameterValue",
        $"Value {policy} for parameter RedriveAllowPolicy is invalid. Reason: Amazon SQS can't create the redrive allow policy. {reason}");

    /// <summary>AWS takes 20 statements, whichever way they come.</summary>
    [Fact]
    public async Task Policy_WhenItHasMoreThanTwentyStatements_IsOverLimit()
    {
        SqsCaller sqs = new(service);
        JsonArray statements = [.. Enumerable.Range(0, 20).Select(n => (JsonNode)new JsonObject { ["Sid"] = $"s{n}" })];
        string url = await sqs.CreateQueueAsync(new JsonObject { ["Policy"] = new JsonObject { ["Statement"] = statements.DeepClone() }.ToJsonString() });
        await sqs.RefusedAsync(403, "OverLimit", "21 Statements were found, maximum allowed is 20.", "AddPermission", SqsCaller.Input(
            url, """{"Label":"one-more","AWSAccountIds":["123456789012"],"Actions":["SendMessage"]}"""));
        statements.Add((JsonNode)new JsonObject());
        await sqs.RefusedAsync(403, "OverLimit", "21 statements were found in the submitted policy, max allowed is 20", "SetQueueAttributes", new JsonObject
        {
            ["QueueUrl"] = url,
            ["Attributes"] = new JsonObject { ["Policy"] = new JsonObject { ["Statement"] = statements }.ToJsonString() },
        });
    }

    private async Task RefusedAsync(string attribute, string value, string code, string message)
    {
        SqsCaller sqs = new(service);
        await sqs.RefusedAsync(400, code, message, "SetQueueAttributes", new JsonObject
        {
            ["QueueUrl"] = await sqs.CreateQueueAsync(),
            ["Attributes"] = new JsonObject { [attribute] = value },
        });
    }

    private static Task<JsonElement> SetAsync(SqsCaller sqs, string url, string name, string value) => sqs.OkAsync(
        "SetQueueAttributes", new JsonObject { ["QueueUrl"] = url, ["Attributes"] = new JsonObject { [name] = value } });
}
