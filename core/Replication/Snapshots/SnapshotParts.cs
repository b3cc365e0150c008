namespace QueueService.Replication.Snapshots;

/// <summary>
/// The stored parts of snapshots that hold what a certain replica holds. Belongs to who writes a snapshot, and between
/// two to the loop; never to both.
/// </summary>
internal sealed class SnapshotParts
{
    private List<StoredPart> _parts = [];

    public void Add(StoredPart part) => _parts.Add(part);

    /// <summary>
    /// The parts that a snapshot may name which takes the place of <paramref name="named"/>. Others delete what is not
    /// newer than the snapshot that the log names and is not named by it: so a part is safe only if that one names it,
    /// or if it is newer; and the log must name no other snapshot by the time at which it names the new one.
    /// </summary>
    public IReadOnlyList<StoredPart> UsableBehind(SnapshotReference? named)
    {
        _parts.RemoveAll(part => part.NamedBy != named && !(part.Part.Frame.Value > (named?.Frame.Value ?? 0)));
        return [.. _parts];
    }

    /// <summary>The log names this snapshot now, which has these parts and no others.</summary>
    public void Named(SnapshotReference snapshot, IReadOnlyList<StoredPart> parts)
    {
        foreach (StoredPart part in parts)
            part.NamedBy = snapshot;
        _parts = [.. parts];
    }
}
