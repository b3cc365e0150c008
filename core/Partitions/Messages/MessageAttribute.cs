using System.Buffers;

namespace QueueService.Partitions.Messages;

/// <summary>A named value beside the body.</summary>
/// <param name="Name">1..256 characters of letters, digits, '_', '-' and '.'.</param>
/// <param name="Value">UTF-8 text for <c>Text</c>, <c>Number</c> and <c>Boolean</c>, bytes for <c>Binary</c>.</param>
/// <param name="Label">The part of an SQS data type after its dot (<c>Number.int</c>), or null.</param>
/// <param name="IsFree">
/// On the way in: true if it is not the user's own and does not count against the size of the message.
/// </param>
public sealed record MessageAttribute(
    string Name, AttributeKind Kind, ReadOnlyMemory<byte> Value, string? Label = null, bool IsFree = false)
{
    private static readonly SearchValues<char> OfName =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    public static bool IsName(string text) =>
        text.Length is > 0 and <= Limits.MaxAttributeNameLength && !text.AsSpan().ContainsAnyExcept(OfName);
}
