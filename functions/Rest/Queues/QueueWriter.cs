using System.Text.Json;
using QueueService.Queues;
using QueueService.Queues.Settings;

namespace QueueService.Functions.Rest.Queues;

/// <summary>Writes a queue: its name, settings, times and counts.</summary>
internal static class QueueWriter
{
    public static void Write(Utf8JsonWriter writer, QueueInfo queue)
    {
        QueueSettings settings = queue.Settings;
        writer.WriteStartObject();
        writer.WriteString("name", queue.Name.Value);
        WriteSeconds(writer, "visibilityTimeoutSeconds", settings.VisibilityTimeout);
        WriteSeconds(writer, "delaySeconds", settings.Delay);
        WriteSeconds(writer, "retentionSeconds", settings.Retention);
        writer.WriteNumber("maxMessageBytes", settings.MaxMessageBytes);
        WriteSeconds(writer, "receiveWaitSeconds", settings.ReceiveWait);
        if (settings.DeadLetter is { } deadLetter)
        {
            writer.WriteStartObject("deadLetter");
            writer.WriteString("queue", deadLetter.Queue.Value);
            writer.WriteNumber("maxReceiveCount", deadLetter.MaxReceiveCount);
            writer.WriteEndObject();
        }

        if (queue.Name.IsFifo)
        {
            writer.WriteBoolean("contentBasedDeduplication", settings.ContentBasedDeduplication);
            writer.WriteString("deduplicationScope",
                settings.DeduplicationScope == DeduplicationScope.Queue ? "queue" : "messageGroup");
            writer.WriteString("fifoThroughputLimit",
                settings.FifoThroughputLimit == FifoThroughputLimit.PerQueue ? "perQueue" : "perMessageGroupId");
        }

        writer.WriteNumber("partitions", settings.Partitions);
        writer.WriteStartObject("tags");
        foreach ((string key, string value) in settings.Tags)
            writer.WriteString(key, value);
        writer.WriteEndObject();
        writer.WriteString("createdAt", queue.CreatedAt.UtcDateTime);
        writer.WriteString("modifiedAt", queue.ModifiedAt.UtcDateTime);
        WriteStats(writer, queue.Stats);
        writer.WriteEndObject();
    }

    private static void WriteStats(Utf8JsonWriter writer, QueueStats stats)
    {
        writer.WriteStartObject("stats");
        writer.WriteNumber("visible", stats.Visible);
        writer.WriteNumber("inFlight", stats.InFlight);
        writer.WriteNumber("delayed", stats.Delayed);
        writer.WriteNumber("oldestAgeSeconds", Math.Round(stats.OldestAge?.TotalSeconds ?? 0, 3));
        writer.WriteNumber("bytes", stats.Bytes);
        writer.WriteEndObject();
    }

    private static void WriteSeconds(Utf8JsonWriter writer, string name, TimeSpan value) =>
        writer.WriteNumber(name, (decimal)value.TotalMilliseconds / 1000);
}
