using QueueService.Partitions.Codec;
using QueueService.Partitions.State;
using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Partitions.Snapshots;

/// <summary>Puts a state together from the parts of a snapshot, which are added in their order.</summary>
internal sealed class StateAssembly(SnapshotManifest manifest)
{
    private readonly List<UnreadRun> _unread = [];
    private readonly List<SavedEntry> _touched = [];
    private readonly List<DeduplicationEntry> _ids = [];
    private readonly List<int> _unreadCuts = [];
    private readonly List<QueuePart> _parts = [];
    private int _skipped;

    public void Add(SnapshotPart part, ReadOnlySpan<byte> bytes)
    {
        (int unread, int ids) = (_unread.Count, _ids.Count);
        SnapshotPartCodec.Decode(part, bytes, _unread, _touched, _ids);
        if (part.Kind == (byte)SnapshotPartKind.Unread)
        {
            _unreadCuts.Add(unread);
            _parts.Add(new QueuePart(part));
        }
        else if (part.Kind == (byte)SnapshotPartKind.Deduplication)
        {
            // The first id that counts has the number of those before it that do not, as in the state.
            _skipped = ids == 0 ? part.Skip : _skipped;
            int first = ids == 0 ? 0 : _skipped + ids;
            _parts.Add(new QueuePart(part) { First = first, Next = _skipped + _ids.Count });
        }
    }

    public RestoredState Restore(PartitionId id, SnapshotReference reference)
    {
        PartitionSnapshot rest = manifest.Rest;
        if (_unreadCuts.Count > 0)
            _unreadCuts.Add(_unread.Count);
        PartitionState state = PartitionState.Restore(id, rest with
        {
            Unread = [.. _unread, .. rest.Unread],
            UnreadCuts = _unreadCuts,
            Touched = [.. _touched, .. rest.Touched],
            Deduplication = [.. _ids, .. rest.Deduplication],
            DeduplicationSkipped = _skipped,
        });
        SnapshotParts parts = new();
        parts.Named(reference, WithChunks(state.CaptureUnread()));
        return new RestoredState(state, parts);
    }

    /// <summary>Each part of unread runs began a chunk; the chunks up to the next one are its own.</summary>
    private List<QueuePart> WithChunks(UnreadCapture unread)
    {
        List<QueuePart> parts = [];
        int chunk = 0;
        int cut = 0;
        int runs = 0;
        foreach (QueuePart part in _parts)
        {
            if (part.Part.Kind != (byte)SnapshotPartKind.Unread)
            {
                parts.Add(part);
                continue;
            }

            List<object> chunks = [];
            for (int end = _unreadCuts[++cut]; runs < end; chunk++)
            {
                chunks.Add(unread.Chunks[chunk].Identity);
                runs += unread.Chunks[chunk].Runs.Count;
            }

            parts.Add(part with { Chunks = chunks });
        }

        return parts;
    }
}
