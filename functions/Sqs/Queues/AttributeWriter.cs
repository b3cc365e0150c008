using System.Globalization;
using QueueService.Functions.Rest.Queues;
using QueueService.Partitions.Settings;
using QueueService.Queues;

namespace QueueService.Functions.Sqs.Queues;

/// <summary>The attributes of a queue, all of them text.</summary>
internal static class AttributeWriter
{
    private const string DefaultKmsReuse = "300";

    private static readonly string[] Kept =
        [AttributeNames.Policy, AttributeNames.RedriveAllowPolicy, AttributeNames.KmsKey];

    public static IReadOnlyList<KeyValuePair<string, string>> Write(QueueInfo queue, SqsNames names)
    {
        QueueSettings settings = queue.Settings;
        List<KeyValuePair<string, string>> attributes =
        [
            new(AttributeNames.Messages, Text(queue.Stats.Visible)),
            new(AttributeNames.MessagesNotVisible, Text(queue.Stats.InFlight)),
            new(AttributeNames.MessagesDelayed, Text(queue.Stats.Delayed)),
            new(AttributeNames.Created, Text(queue.CreatedAt.ToUnixTimeSeconds())),
            new(AttributeNames.LastModified, Text(queue.ModifiedAt.ToUnixTimeSeconds())),
            new(AttributeNames.Arn, names.Arn(queue.Name)),
            new(AttributeNames.Delay, Text(settings.Delay)),
            new(AttributeNames.MaximumMessageSize, Text(settings.MaxMessageBytes)),
            new(AttributeNames.Retention, Text(settings.Retention)),
            new(AttributeNames.ReceiveWait, Text(settings.ReceiveWait)),
            new(AttributeNames.VisibilityTimeout, Text(settings.VisibilityTimeout)),
            new(AttributeNames.ManagedSse, settings.Annotations.GetValueOrDefault(AttributeNames.ManagedSse, "true")),
        ];
        if (queue.Name.IsFifo)
            attributes.AddRange(Fifo(settings));
        // SQS knows none without a count.
        if (settings.DeadLetter is { Queue: { } target, MaxReceiveCount: { } count })
            attributes.Add(new(AttributeNames.RedrivePolicy, RedrivePolicy.Write(target, count, names)));

        foreach (string name in Kept)
        {
            if (settings.Annotations.TryGetValue(name, out string? value))
                attributes.Add(new(name, value));
        }

        // It says how long a data key of that key is used, and so means nothing without one.
        if (settings.Annotations.ContainsKey(AttributeNames.KmsKey))
        {
            attributes.Add(new(
                AttributeNames.KmsReuse,
                settings.Annotations.GetValueOrDefault(AttributeNames.KmsReuse, DefaultKmsReuse)));
        }

        return attributes;
    }

    private static IEnumerable<KeyValuePair<string, string>> Fifo(QueueSettings settings) =>
    [
        new(AttributeNames.Fifo, "true"),
        new(AttributeNames.ContentBasedDeduplication, settings.ContentBasedDeduplication ? "true" : "false"),
        new(AttributeNames.DeduplicationScope, SettingWords.WordOf(settings.DeduplicationScope)),
        new(AttributeNames.FifoThroughputLimit, SettingWords.WordOf(settings.FifoThroughputLimit)),
    ];

    private static string Text(TimeSpan time) => Text((long)time.TotalSeconds);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
