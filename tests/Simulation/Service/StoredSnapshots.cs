using QueueService.Partitions.Codec;
using QueueService.Partitions.Snapshots;
using QueueService.Replication.Snapshots;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Simulation.Service;

/// <summary>Looks at snapshots on the disk, whether they are in one piece or in parts.</summary>
internal static class StoredSnapshots
{
    /// <summary>The snapshot in one piece; null if it lacks a part.</summary>
    public static byte[]? Load(MemoryDisk disk, PartitionId id, string name)
    {
        byte[] stored = disk.Blobs[name].Content;
        if (!SnapshotManifestCodec.IsVersion(stored[0]))
            return stored;
        SnapshotManifest manifest = SnapshotManifestCodec.Decode(stored);
        StateAssembly assembly = new(manifest);
        foreach (SnapshotPart part in manifest.Parts)
        {
            if (!disk.Blobs.TryGetValue(SnapshotReference.BlobName(id, part), out MemoryBlob? blob))
                return null;
            assembly.Add(part, blob.Content);
        }

        return SnapshotCodec.Encode(assembly.Restore(id, default).State.Save()).ToArray();
    }

    /// <summary>All blobs that a snapshot consists of.</summary>
    public static IEnumerable<string> BlobsOf(MemoryDisk disk, PartitionId id, SnapshotReference snapshot)
    {
        string name = snapshot.BlobName(id);
        byte[] stored = disk.Blobs.TryGetValue(name, out MemoryBlob? blob) ? blob.Content : [];
        IEnumerable<SnapshotPart> parts = stored is [byte version, ..] && SnapshotManifestCodec.IsVersion(version)
            ? SnapshotManifestCodec.Decode(stored).Parts
            : [];
        return parts.Select(part => SnapshotReference.BlobName(id, part)).Prepend(name);
    }
}
