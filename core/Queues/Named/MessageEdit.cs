using QueueService.Partitions.Messages;

namespace QueueService.Queues.Named;

/// <summary>What is to change of a message; what is null stays as it is.</summary>
/// <param name="IsText">What the new body is; counts only with one.</param>
/// <param name="Attributes">All of them, in place of those that it has.</param>
public sealed record MessageEdit(
    ReadOnlyMemory<byte>? Body = null,
    bool IsText = false,
    string? ContentType = null,
    IReadOnlyList<MessageAttribute>? Attributes = null)
{
    /// <summary>Where the message is to go in the same step; null if it stays.</summary>
    public MessageReplay? Replay { get; init; }

    public bool ChangesContent => Body is not null || ContentType is not null || Attributes is not null;
}
