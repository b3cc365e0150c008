using QueueService.Functions.Sqs.Errors;
using QueueService.Partitions.Settings;
using QueueService.Queues;

namespace QueueService.Functions.Sqs.Queues;

/// <summary>Tags.</summary>
internal static class TagActions
{
    public static async Task<SqsAnswer?> ListAsync(SqsCall call)
    {
        QueueInfo queue = await call.Broker.GetQueueAsync(call.Queue(), call.CancellationToken);
        return output => output.Map("Tags", "Tag", [.. queue.Settings.Tags], "Key");
    }

    public static async Task<SqsAnswer?> TagAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        QueueSettings settings = await call.Broker.GetSettingsAsync(queue, call.CancellationToken);
        IReadOnlyList<KeyValuePair<string, string>>? tags = call.Input.Map("Tags");
        if (tags is null || tags.Count == 0)
            throw SqsException.Missing("Tags");
        Dictionary<string, string?> changes = Changes(queue, tags);
        if (settings.Tags.Keys.Union(changes.Keys, StringComparer.Ordinal).Count() > Limits.MaxTags)
            throw SqsException.Invalid($"Too many tags added for queue {queue}.");
        await call.Broker.UpdateQueueAsync(
            queue, new QueueSettingsChange { TagChanges = changes }, call.CancellationToken);
        return null;
    }

    public static async Task<SqsAnswer?> UntagAsync(SqsCall call)
    {
        QueueName queue = call.Queue();
        IReadOnlyList<string> keys = call.Input.Texts("TagKeys");
        await call.Broker.GetSettingsAsync(queue, call.CancellationToken);
        if (keys.Count == 0)
            throw SqsException.Missing("TagKeys");
        Dictionary<string, string?> changes = new(StringComparer.Ordinal);
        foreach (string key in keys)
            changes[key] = null;
        await call.Broker.UpdateQueueAsync(
            queue, new QueueSettingsChange { TagChanges = changes }, call.CancellationToken);
        return null;
    }

    /// <summary>Checks tags by the rules of SQS.</summary>
    public static Dictionary<string, string?> Changes(QueueName queue, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        if (tags.Count > Limits.MaxTags)
            throw SqsException.Invalid($"Too many tags added for queue {queue}.");
        Dictionary<string, string?> changes = new(StringComparer.Ordinal);
        foreach ((string key, string value) in tags)
        {
            if (key.Length is 0 or > Limits.MaxTagKeyLength)
                throw SqsException.Invalid("Tag keys must be between 1 and 128 characters in length.");
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw SqsException.Invalid("Tag keys that begin with aws: are reserved.");
            if (value.Length > Limits.MaxTagValueLength)
                throw SqsException.Invalid("Tag values must be between 0 and 256 characters in length.");
            changes[key] = value;
        }

        return changes;
    }
}
