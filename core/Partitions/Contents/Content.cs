using QueueService.Partitions.Messages;

namespace QueueService.Partitions.Contents;

/// <summary>What the user gave with a message.</summary>
internal sealed class Content
{
    public bool IsText { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; set; }

    public string? GroupId { get; set; }

    public string? DeduplicationId { get; set; }

    public List<MessageAttribute> Attributes { get; } = [];
}
