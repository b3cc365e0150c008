namespace QueueService.Functions.Rest.Redrives;

/// <summary>A redrive that was accepted.</summary>
internal sealed record RedriveStarted(string TaskId);
