using QueueService.Access.Keys;

namespace QueueService.Functions.Access;

/// <summary>What the configuration says of access.</summary>
/// <param name="MasterKey">Null where one is made beside the data.</param>
internal sealed record AccessOptions(AccessMode Mode, string? AdminId, KeySecret? AdminSecret, MasterKey? MasterKey);
