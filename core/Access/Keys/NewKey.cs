using QueueService.Access.Policies;

namespace QueueService.Access.Keys;

/// <summary>What a key is to be.</summary>
public sealed record NewKey(string Name, AccessPolicy Policy, DateTimeOffset? ExpiresAt);
