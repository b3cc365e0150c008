using QueueService.Exchanges.Matching;

namespace QueueService.Exchanges.State;

/// <summary>
/// A binding that stands, with the very queue or exchange that it leads to: one that is made later under the same name
/// is another, and is not meant.
/// </summary>
/// <param name="Incarnation">That of the destination.</param>
internal sealed record Link(Binding Binding, ulong Incarnation);
