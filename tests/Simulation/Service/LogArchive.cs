using QueueService.Partitions.Codec;
using QueueService.Partitions.Events;
using QueueService.Partitions.Messages;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Simulation.Faults;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Service;

/// <summary>
/// Every frame that ever became durable, also those that were trimmed since, and the state that they make: what replies
/// and replicas are compared with.
/// </summary>
/// <param name="skew">By how much at most the time of a frame may be ahead of true time.</param>
internal sealed class LogArchive(MemoryDisk disk, SeededRandom random, TimeSpan skew) : StoreWitness
{
    private readonly SortedDictionary<PartitionId, ArchivedLog> _logs = [];
    private readonly HashSet<MessageId> _stored = [];

    public IEnumerable<ArchivedLog> Logs => _logs.Values;

    public ArchivedLog? Find(PartitionId partition) => _logs.GetValueOrDefault(partition);

    public bool IsStored(MessageId id) => _stored.Contains(id);

    /// <summary>Remembers where all logs end now.</summary>
    public void Mark()
    {
        foreach (ArchivedLog log in _logs.Values)
            log.Marked = log.State.LastFrame;
    }

    public override bool Observe(string partition)
    {
        PartitionId id = Parse(partition);
        if (!disk.Logs.TryGetValue(id, out MemoryLogData? data))
            return false;
        if (!_logs.TryGetValue(id, out ArchivedLog? log))
            _logs.Add(id, log = new ArchivedLog(id));
        List<LogFrame> appended = data.From(log.State.LastFrame.Next, int.MaxValue);
        foreach (LogFrame stored in appended)
            log.Add(stored, _stored);
        if (appended.Count > 0)
            CheckNamed(id, data);
        if (appended.Count > 0 && log.State.LastTime > Timestamp.From(disk.Now + skew))
        {
            Violations.Add(
                $"Frame {log.State.LastFrame} of {partition} stops the time of its partition: it is of "
                + $"{VirtualWorld.Seconds(log.State.LastTime):F3}.");
        }

        return appended.Count > 0;
    }

    /// <summary>
    /// A snapshot must be the replay of the frames that it covers. One that lacks parts, since another took its place
    /// while it was written, must never be named.
    /// </summary>
    public override void ObserveBlob(string name)
    {
        string[] parts = name.Split('/');
        if (parts is not ["snapshots", _, _] || parts[2].Split('-').Length != 2 || Find(Parse(parts[1])) is not { } log)
            return;
        long frame = Convert.ToInt64(parts[2][..16], 16);
        ReadOnlySpan<byte> expected = SnapshotCodec.Encode(log.Replay(frame).Save()).Span;
        if (StoredSnapshots.Load(disk, log.State.Id, name) is { } stored && !stored.AsSpan().SequenceEqual(expected))
            Violations.Add($"Snapshot {name} is not the replay of the frames that it covers.");
    }

    public override void ObserveDeletedLog(string partition)
    {
        if (Find(Parse(partition)) is { } log && !disk.Logs.ContainsKey(log.State.Id))
            log.IsDeleted = true;
    }

    /// <summary>What the log names must be there.</summary>
    public override void ObserveDeletion(string name)
    {
        string[] parts = name.Split('/');
        if (parts is ["snapshots", _, _] && disk.Logs.TryGetValue(Parse(parts[1]), out MemoryLogData? data))
            CheckNamed(Parse(parts[1]), data);
    }

    private void CheckNamed(PartitionId id, MemoryLogData data)
    {
        if (QueueNoteCodec.Decode(data.Head.Note.Span).Snapshot is not { } named)
            return;
        string[] missing = [.. StoredSnapshots.BlobsOf(disk, id, named).Where(name => !disk.Blobs.ContainsKey(name))];
        if (missing.Length > 0)
            Violations.Add($"The log of {id} names a snapshot that lacks {string.Join(" and ", missing)}.");
    }

    public override void AppendRival(string partition)
    {
        PartitionId id = Parse(partition);
        if (Find(id) is not { } log || !disk.Logs.TryGetValue(id, out MemoryLogData? data) || log.State.IsClosed)
            return;
        byte[] events = FrameCodec.Encode(log.State.LastTime, [], ReadOnlySpan<byte>.Empty);
        CommitId commit = new(new UInt128(random.NextUInt64(), random.NextUInt64()));
        data.Append(
            new NewFrame(data.Head.Last.Next, commit, events, ReadOnlyMemory<byte>.Empty, data.Head.Note),
            disk.NextVersion());
        Observe(partition);
    }

    public override string Describe(StorageCall call, bool isAppended)
    {
        if (call.Operation != StorageOperation.Append || Find(Parse(call.Target)) is not { } log)
            return call.Target;
        if (!isAppended)
            return $"{call.Target}: conflict";
        string events = string.Join(", ", log.Last.Events.Select(Describe));
        return $"{call.Target}: frame {log.State.LastFrame} at {VirtualWorld.Seconds(log.State.LastTime):F3}: {events}";
    }

    private static string Describe(PartitionEvent happened) => happened switch
    {
        Sent sent => $"Sent {sent.Messages.Length} from {sent.First.Value}",
        Delivered delivered => $"Delivered {string.Join('+', delivered.Messages.Select(message => message.Sequence.Value))}"
            + $" until {VirtualWorld.Seconds(delivered.VisibleAt):F3}",
        Acknowledged acknowledged => $"Acknowledged {string.Join('+', acknowledged.Messages.Select(m => m.Value))}",
        Extended extended => $"Extended {extended.Message.Value} until {VirtualWorld.Seconds(extended.VisibleAt):F3}",
        Released released => $"Released {string.Join('+', released.Messages.Select(message => message.Value))}"
            + $" until {VirtualWorld.Seconds(released.VisibleAt):F3}",
        Arrived arrived => $"Arrived {arrived.Messages.Length} from {arrived.Source} up to {arrived.Last.Value}",
        TransferStarted started => $"TransferStarted {started.Messages.Length} to {started.Destination}"
            + $" from {started.First.Value}",
        SourceRetired retired => $"SourceRetired {retired.Source}",
        Replaced replaced => $"Replaced {replaced.Message.Sequence.Value}",
        Deleted deleted => $"Deleted {string.Join('+', deleted.Unread.Select(range => range.First.Value))} unread, "
            + string.Join('+', deleted.Touched.Select(message => message.Value)),
        TransferFinished finished => $"TransferFinished to {finished.Destination} up to {finished.Last.Value}",
        _ => happened.Kind.ToString(),
    };

    private static PartitionId Parse(string partition) =>
        new(Convert.ToUInt64(partition[..16], 16), int.Parse(partition[17..]));
}
