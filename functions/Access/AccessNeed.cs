using QueueService.Access.Policies;

namespace QueueService.Functions.Access;

/// <summary>
/// What a call needs, as metadata of its endpoint. An endpoint that says nothing of it is closed to everybody.
/// </summary>
/// <param name="Actions">
/// Any of them will do, on the queue or exchange of the address, or of the service; none for any key.
/// </param>
internal sealed record AccessNeed(AccessNeedKind Kind, AccessActions Actions = AccessActions.None);
