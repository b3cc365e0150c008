using System.Text.Json.Nodes;
using QueueService.Functions.Sqs.Errors;
using QueueService.Partitions.Settings;

namespace QueueService.Functions.Sqs.Queues;

/// <summary>Which queues may name a queue as their dead-letter queue, as JSON text.</summary>
internal static class RedriveAllowPolicy
{
    private const int MaxSources = 10;
    private const string Permission = "redrivePermission";
    private const string Sources = "sourceQueueArns";
    private const string ByQueue = "byQueue";
    private const string Refusal = "Amazon SQS can't create the redrive allow policy";

    private static readonly string[] Permissions = ["allowAll", "denyAll", ByQueue];

    /// <summary>Refuses what is not such a policy; answers the text to keep.</summary>
    public static string Check(string text)
    {
        PolicyJson policy = PolicyJson.Read(text) ?? throw Unsupported();
        (string? permission, string[]? sources) = Read(policy.Members);
        if (!Permissions.Contains(permission, StringComparer.Ordinal) || sources is null
            || policy.Members.Any(member => member.Key is not (Permission or Sources)))
            throw Unsupported();
        bool isByQueue = permission is ByQueue;
        if (!isByQueue && sources.Length > 0)
        {
            throw Invalid(
                text, "To specify one or more source queue ARNs, you must set redrivePermission to byQueue.");
        }

        if (isByQueue && sources.Length == 0)
        {
            throw Invalid(
                text,
                "When you specify the byQueue permission type, you must also specify one or more sourceQueueArns "
                + "values.");
        }

        return sources.Length <= MaxSources
            ? policy.Kept
            : throw Invalid(text, $"The maximum number of source queue ARNs you can specify is {MaxSources}.");
    }

    public static bool Allows(QueueSettings target, QueueName source)
    {
        if (!target.Annotations.TryGetValue(AttributeNames.RedriveAllowPolicy, out string? text))
            return true;
        (string? permission, string[]? sources) = PolicyJson.Read(text) is { } policy ? Read(policy.Members) : default;
        return permission switch
        {
            "allowAll" => true,
            ByQueue => sources?.Any(arn => SqsNames.OfArn(arn) == source) == true,
            _ => false,
        };
    }

    /// <summary>Null for what is not as it must be.</summary>
    private static (string? Permission, string[]? Sources) Read(JsonObject members)
    {
        if (members[Sources] is not (null or JsonArray))
            return (Text(members[Permission]), null);
        string?[] sources = [.. (members[Sources] as JsonArray ?? []).Select(Text)];
        bool isOfTexts = Array.TrueForAll(sources, source => source is not null);
        return (Text(members[Permission]), isOfTexts ? [.. sources.OfType<string>()] : null);
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static SqsException Unsupported() => SqsException.AttributeValue(
        AttributeNames.RedriveAllowPolicy, $"{Refusal}, as it’s in an unsupported format.");

    private static SqsException Invalid(string text, string reason) =>
        SqsException.Invalid(text, AttributeNames.RedriveAllowPolicy, $"{Refusal}. {reason}");
}
