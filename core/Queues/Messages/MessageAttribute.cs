namespace QueueService.Queues.Messages;

/// <summary>A named value beside the body.</summary>
/// <param name="Name">1..256 characters of letters, digits, '_', '-' and '.'.</param>
/// <param name="Value">UTF-8 text for <c>Text</c> and <c>Number</c>, bytes for <c>Binary</c>.</param>
/// <param name="Label">The part of an SQS data type after its dot (<c>Number.int</c>), or null.</param>
public sealed record MessageAttribute(
    string Name, AttributeKind Kind, ReadOnlyMemory<byte> Value, string? Label = null);
