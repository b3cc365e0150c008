namespace QueueService.Functions.Sqs.Wire;

/// <summary>A part of a document.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">In bytes.</param>
/// <param name="IsEscaped">True if it has escapes, and is not what it says.</param>
internal readonly record struct JsonText(int Start, int Length, bool IsEscaped);
