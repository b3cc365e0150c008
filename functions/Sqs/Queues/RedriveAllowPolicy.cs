using System.Text.Json;
using QueueService.Functions.Sqs.Errors;
using QueueService.Queues;
using QueueService.Queues.Settings;

namespace QueueService.Functions.Sqs.Queues;

/// <summary>Which queues may name a queue as their dead-letter queue, as JSON text.</summary>
internal static class RedriveAllowPolicy
{
    private const int MaxSources = 10;

    private static readonly string[] Permissions = ["allowAll", "denyAll", "byQueue"];

    /// <summary>Refuses what is not such a policy.</summary>
    public static void Check(string text)
    {
        try
        {
            (string permission, string[] sources) = Read(text);
            bool isByQueue = string.Equals(permission, "byQueue", StringComparison.Ordinal);
            if (Permissions.Contains(permission, StringComparer.Ordinal)
                && sources.Length <= MaxSources
                && isByQueue == (sources.Length > 0))
                return;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Invalid(text);
        }

        throw Invalid(text);
    }

    public static bool Allows(QueueSettings target, QueueName source)
    {
        if (!target.Annotations.TryGetValue(AttributeNames.RedriveAllowPolicy, out string? text))
            return true;
        (string permission, string[] sources) = Read(text);
        return permission switch
        {
            "allowAll" => true,
            "byQueue" => sources.Any(arn => SqsNames.OfArn(arn) == source),
            _ => false,
        };
    }

    private static (string Permission, string[] Sources) Read(string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        string permission = json.RootElement.GetProperty("redrivePermission").GetString() ?? "";
        return json.RootElement.TryGetProperty("sourceQueueArns", out JsonElement sources)
            ? (permission, [.. sources.EnumerateArray().Select(source => source.GetString() ?? "")])
            : (permission, []);
    }

    private static SqsException Invalid(string text) => SqsException.Invalid(
        text,
        AttributeNames.RedriveAllowPolicy,
        "redrivePermission must be allowAll, denyAll or byQueue, the last with 1 to 10 sourceQueueArns.");
}
