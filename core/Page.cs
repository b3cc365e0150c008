namespace QueueService;

/// <summary>One page of a listing.</summary>
/// <param name="Cursor">Where the next page begins; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Cursor);
