using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Messages;

namespace QueueService.Queues.Messages;

/// <summary>Messages of clients in stored form, checked against the rules that hold for every queue.</summary>
internal static class SendItems
{
    public static SendItem Of(QueueName queue, NewMessage message, int index)
    {
        Check(message, index);
        return new SendItem(
            ContentCodec.Header(message),
            message.Body,
            ContentCodec.Size(message),
            message.Delay,
            message.GroupId is null ? KeyHash.None : KeyHash.Of(message.GroupId),
            message.DeduplicationId is null ? KeyHash.None : KeyHash.Of(message.DeduplicationId),
            queue.IsFifo && message.DeduplicationId is null ? ContentHash(message.Body.Span) : KeyHash.None);
    }

    /// <summary>The rules for what a client gives with a message, whether it is sent or published.</summary>
    public static void Check(NewMessage message, int index)
    {
        if (message.Delay is { } delay && (delay < TimeSpan.Zero || delay > Limits.MaxDelay))
            throw Invalid(index, $"delaySeconds must be between 0 and {Limits.MaxDelay.TotalSeconds}.");
        if (message.Attributes.Count > Limits.MaxMessageAttributes)
            throw Invalid(index, $"has more than {Limits.MaxMessageAttributes} attributes.");
        CheckId(message.GroupId, index, "groupId");
        CheckId(message.DeduplicationId, index, "deduplicationId");
    }

    /// <summary>
    /// The key of the hexadecimal SHA-256 of the body: an explicit id that equals an earlier body's digest is a
    /// duplicate, as in SQS.
    /// </summary>
    private static KeyHash ContentHash(ReadOnlySpan<byte> body) =>
        KeyHash.Of(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)));

    private static void CheckId(string? id, int index, string what)
    {
        if (id is not null && (id.Length is 0 or > Limits.MaxGroupIdLength || id.AsSpan(
            ).ContainsAnyExceptInRange('!', '~')))
            throw Invalid(
                index, $"{what} must have 1 to {Limits.MaxGroupIdLength} printable ASCII characters without space.");
    }

    private static BrokerException Invalid(int index, string what) =>
        new(BrokerErrorCode.InvalidMessage, $"messages[{index}]: {what}");
}
