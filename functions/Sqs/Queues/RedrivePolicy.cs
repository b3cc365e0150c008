using System.Globalization;
using System.Text.Json.Nodes;
using QueueService.Access.Policies;
using QueueService.Functions.Sqs.Errors;
using QueueService.Partitions.Settings;

namespace QueueService.Functions.Sqs.Queues;

/// <summary>The dead-letter queue of a queue, as JSON text.</summary>
internal static class RedrivePolicy
{
    private const string Target = "deadLetterTargetArn";
    private const string Count = "maxReceiveCount";

    public static string Write(QueueName target, int maxReceiveCount, SqsNames names) =>
        $$"""{"{{Target}}":"{{names.Arn(target)}}","{{Count}}":{{maxReceiveCount}}}""";

    /// <summary>Reads a policy and makes sure that its dead-letter queue is there and takes letters.</summary>
    public static async Task<DeadLetterSetting> ReadAsync(SqsCall call, QueueName source, string text)
    {
        (string arn, int maxReceiveCount) = Members(text);
        QueueName target = SqsNames.OfArn(arn) ?? throw Invalid(text, "Dead letter target does not exist.");
        if (target == source)
            throw Invalid(text, "Dead-letter queue must be another queue than the source.");
        if (target.IsFifo != source.IsFifo)
            throw Invalid(text, "Dead-letter queue must be same type of queue as the source..");
        // What becomes a dead letter is sent there.
        call.Demand(AccessActions.Send, target);
        QueueSettings settings;
        try
        {
            settings = await call.Broker.GetSettingsAsync(target, call.CancellationToken);
        }
        catch (BrokerException missing) when (missing.Code == BrokerErrorCode.QueueNotFound)
        {
            throw Invalid(text, "Dead letter target does not exist.");
        }

        return RedriveAllowPolicy.Allows(settings, source)
            ? new DeadLetterSetting(target, maxReceiveCount)
            : throw Invalid(text, "The dead-letter queue does not allow this queue to be its source.");
    }

    private static (string Arn, int MaxReceiveCount) Members(string text)
    {
        JsonObject members = PolicyJson.Read(text)?.Members
            ?? throw SqsException.AttributeValue(
                AttributeNames.RedrivePolicy, "Redrive policy is not a valid JSON map.");
        string count = Needed(members, Count, text).ToString();
        JsonNode arn = Needed(members, Target, text);
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int maxReceiveCount)
            || maxReceiveCount is < 1 or > Limits.MaxReceiveCountCeiling)
        {
            throw Invalid(
                text, $"Invalid value for maxReceiveCount: {count}, valid values are from 1 to 1000 both inclusive.");
        }

        if (!SqsNames.IsArn(arn.ToString(), out bool isQueue))
            throw Invalid(text, "Dead-letter target ARN should be fully qualified ARN.");
        if (!isQueue)
            throw Invalid(text, $"Only SQS queues are valid resources for {Target}.");
        return members.Count == 2
            ? (arn.ToString(), maxReceiveCount)
            : throw Invalid(text, $"Only following attributes are supported: [{Count}, {Target}].");
    }

    private static JsonNode Needed(JsonObject members, string name, string text) => members[name]
        ?? throw Invalid(text, $"Redrive policy does not contain mandatory attribute: {name}.");

    private static SqsException Invalid(string text, string reason) =>
        SqsException.Invalid(text, AttributeNames.RedrivePolicy, reason);
}
