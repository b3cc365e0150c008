using QueueService.Access.Keys;

namespace QueueService.Functions.Access;

/// <summary>What the configuration says of access.</summary>
/// <param name="MasterKey">Null where one is made beside the data.</param>
/// <param name="Entra">Null unless users of Microsoft Entra ID are let in.</param>
/// <param name="Origins">From where web pages may call; <c>*</c> for anywhere.</param>
internal sealed record AccessOptions(
    AccessMode Mode,
    string? AdminId,
    KeySecret? AdminSecret,
    MasterKey? MasterKey,
    EntraPrincipals? Entra,
    IReadOnlyList<string> Origins);
