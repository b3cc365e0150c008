using System.Runtime.InteropServices;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>Lists that are written and not changed any more.</summary>
internal static class ListSpans
{
    public static ReadOnlySpan<T> AsReadOnlySpan<T>(this List<T> list) => CollectionsMarshal.AsSpan(list);
}
