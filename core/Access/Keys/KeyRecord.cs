namespace QueueService.Access.Keys;

/// <summary>A key as it is stored.</summary>
/// <param name="Secret">Sealed by the master key.</param>
/// <param name="PreviousSecret">The one before the last rotation, sealed; empty if there is none.</param>
internal sealed record KeyRecord(AccessKey Key, ReadOnlyMemory<byte> Secret, ReadOnlyMemory<byte> PreviousSecret);
