namespace QueueService.Functions.Rest.Redrives;

/// <summary>A page of redrives.</summary>
internal sealed record RedrivesAnswer(IReadOnlyList<RedriveAnswer> Redrives, string? Cursor);
