using QueueService.Replication;
using QueueService.Replication.Snapshots;

namespace QueueService.Exchanges.Codec;

/// <summary>
/// What stands beside the head of the log of an exchange: how much there is, so that a listing costs one read an
/// exchange and no replay.
/// </summary>
/// <param name="Bindings">How many there are.</param>
/// <param name="Leaving">Copies that are on their way.</param>
internal sealed record ExchangeNote(
    SnapshotReference? Snapshot,
    Timestamp At,
    bool IsFinal,
    int Bindings,
    long Published,
    long Unroutable,
    long Leaving)
    : HeadNote(Snapshot, At, IsFinal, DueAt: null);
