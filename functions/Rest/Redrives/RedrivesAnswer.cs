namespace QueueService.Functions.Rest.Redrives;

/// <summary>All redrives that are known.</summary>
internal sealed record RedrivesAnswer(IReadOnlyList<RedriveAnswer> Redrives);
