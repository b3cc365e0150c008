using QueueService.Queues;
using QueueService.Queues.Settings;

namespace QueueService.Functions.Rest.Queues;

/// <summary>Reads queue settings; an absent body leaves all of them as they are.</summary>
internal static class SettingsReader
{
    private static readonly string[] Members =
    [
        "visibilityTimeoutSeconds", "delaySeconds", "retentionSeconds", "maxMessageBytes", "receiveWaitSeconds", "deadLetter",
        "contentBasedDeduplication", "deduplicationScope", "fifoThroughputLimit", "partitions", "tags",
    ];

    private static readonly string[] DeadLetter = ["queue", "maxReceiveCount"];

    public static QueueSettingsChange Read(ReadOnlySpan<byte> json)
    {
        QueueSettingsChange change = new();
        if (json.IsEmpty)
            return change;
        JsonCursor cursor = new(json, "InvalidSetting");
        uint seen = 0;
        cursor.Begin();
        while (cursor.NextMember(Members, ref seen, out int member))
            change = Read(ref cursor, Members[member], change);
        cursor.End();
        return change;
    }

    private static QueueSettingsChange Read(ref JsonCursor cursor, string member, QueueSettingsChange change) => member switch
    {
        "visibilityTimeoutSeconds" =>
            change with { VisibilityTimeout = cursor.Seconds(TimeSpan.Zero, Limits.MaxVisibilityTimeout) },
        "delaySeconds" => change with { Delay = cursor.Seconds(TimeSpan.Zero, Limits.MaxDelay) },
        "retentionSeconds" => change with { Retention = cursor.Seconds(Limits.MinRetention, Limits.MaxRetention) },
        "maxMessageBytes" =>
            change with { MaxMessageBytes = cursor.Integer(Limits.MinMaxMessageBytes, Limits.MaxMessageBytes) },
        "receiveWaitSeconds" => change with { ReceiveWait = cursor.Seconds(TimeSpan.Zero, Limits.MaxReceiveWait) },
        "deadLetter" => cursor.IsNull
            ? change with { RemoveDeadLetter = true }
            : change with { DeadLetter = ReadDeadLetter(ref cursor) },
        "contentBasedDeduplication" => change with { ContentBasedDeduplication = cursor.Boolean() },
        "deduplicationScope" => change with { DeduplicationScope = ReadScope(ref cursor) },
        "fifoThroughputLimit" => change with { FifoThroughputLimit = ReadThroughputLimit(ref cursor) },
        "partitions" => change with { Partitions = cursor.Integer(1, Limits.MaxPartitions) },
        _ => change with { Tags = ReadTags(ref cursor) },
    };

    private static DeadLetterSetting ReadDeadLetter(ref JsonCursor cursor)
    {
        QueueName? queue = null;
        int? count = null;
        uint seen = 0;
        cursor.ExpectObject();
        while (cursor.NextMember(DeadLetter, ref seen, out int member))
        {
            if (member == 0)
                queue = QueueName.Parse(cursor.String());
            else
                count = cursor.Integer(1, Limits.MaxReceiveCountCeiling);
        }

        return queue is { } name && count is { } most
            ? new DeadLetterSetting(name, most)
            : throw RestException.BadRequest("InvalidSetting", "deadLetter needs queue and maxReceiveCount.");
    }

    private static DeduplicationScope ReadScope(ref JsonCursor cursor) => cursor.String() switch
    {
        "queue" => DeduplicationScope.Queue,
        "messageGroup" => DeduplicationScope.MessageGroup,
        _ => throw cursor.OutOfRange("queue or messageGroup"),
    };

    private static FifoThroughputLimit ReadThroughputLimit(ref JsonCursor cursor) => cursor.String() switch
    {
        "perQueue" => FifoThroughputLimit.PerQueue,
        "perMessageGroupId" => FifoThroughputLimit.PerMessageGroupId,
        _ => throw cursor.OutOfRange("perQueue or perMessageGroupId"),
    };

    private static Dictionary<string, string> ReadTags(ref JsonCursor cursor)
    {
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        cursor.ExpectObject();
        while (cursor.NextEntry(out string key))
        {
            if (!tags.TryAdd(key, cursor.String()))
                throw RestException.BadRequest("DuplicateMember", $"tags.{key} is there twice.");
        }

        return tags;
    }
}
