using QueueService.Access.Keys;

namespace QueueService.Access;

/// <summary>What access control is told at the start.</summary>
/// <param name="MasterKey">Seals the secrets of keys in the store.</param>
/// <param name="AdminId">The administrator who is there before there are keys; null for none.</param>
public sealed record AccessSettings(MasterKey MasterKey, string? AdminId, KeySecret? AdminSecret);
