using QueueService.Replication;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Simulation.Faults;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>Every frame of counters that ever became durable, and what they say of each token.</summary>
/// <param name="skew">By how much at most the time of a frame may be ahead of true time.</param>
internal sealed class CounterArchive(MemoryDisk disk, SeededRandom random, TimeSpan skew) : StoreWitness
{
    private readonly SortedDictionary<PartitionId, ArchivedCounter> _counters = [];
    private readonly Dictionary<long, int> _added = [];
    private readonly HashSet<long> _taken = [];

    public IReadOnlyDictionary<PartitionId, ArchivedCounter> Counters => _counters;

    /// <summary>How often a token of this caller was added.</summary>
    public int Added(long caller) => _added.GetValueOrDefault(caller);

    public bool IsTaken(long caller) => _taken.Contains(caller);

    public override bool Observe(string partition)
    {
        PartitionId id = Parse(partition);
        if (!disk.Logs.TryGetValue(id, out MemoryLogData? data))
            return false;
        if (!_counters.TryGetValue(id, out ArchivedCounter? counter))
            _counters.Add(id, counter = new ArchivedCounter());
        List<LogFrame> appended = data.From(counter.State.LastFrame.Next, int.MaxValue);
        foreach (LogFrame stored in appended)
        {
            Note(counter, CounterFrame.Decode(stored.Events.Span));
            counter.Add(stored);
        }

        if (appended.Count == 0)
            return false;
        CheckNamed(id, data);
        if (counter.State.LastTime > Timestamp.From(disk.Now + skew))
            Violations.Add($"Frame {counter.State.LastFrame} of {partition} stops the time of its partition.");
        return true;
    }

    public override void ObserveBlob(string name)
    {
        if (name.Split('/') is not ["snapshots", string partition, string file])
            return;
        long frame = Convert.ToInt64(file[..16], 16);
        if (disk.Blobs.TryGetValue(name, out MemoryBlob? blob)
            && !CounterSnapshot.Encode(_counters[Parse(partition)].Replay(frame)).AsSpan().SequenceEqual(blob.Content))
            Violations.Add($"Snapshot {name} is not the replay of the frames that it covers.");
    }

    public override void ObserveDeletion(string name)
    {
        if (name.Split('/') is ["snapshots", string partition, _])
            CheckNamed(Parse(partition), disk.Logs[Parse(partition)]);
    }

    public override void ObserveDeletedLog(string partition) =>
        Violations.Add($"The log of {partition} was deleted, which nobody asked for.");

    public override void AppendRival(string partition)
    {
        PartitionId id = Parse(partition);
        if (!disk.Logs.TryGetValue(id, out MemoryLogData? data))
            return;
        byte[] events = FrameEnvelope.Encode(CounterFrame.Version, _counters[id].State.LastTime, 0, [], []);
        CommitId commit = new(new UInt128(random.NextUInt64(), random.NextUInt64()));
        data.Append(new NewFrame(data.Head.Last.Next, commit, events, default, data.Head.Note), disk.NextVersion());
        Observe(partition);
    }

    public override string Describe(StorageCall call, bool isAppended) => call.Operation == StorageOperation.Append
        ? $"{call.Target}: {(isAppended ? $"frame {_counters[Parse(call.Target)].State.LastFrame}" : "conflict")}"
        : call.Target;

    /// <summary>Takes note of what a frame does; the state is that before it.</summary>
    private void Note(ArchivedCounter counter, CounterFrame frame)
    {
        foreach (CounterEvent happened in frame.Events)
        {
            if (happened.Kind == CounterEventKind.Added)
                _added[happened.Caller] = Added(happened.Caller) + 1;
            else if (happened.Kind == CounterEventKind.Taken)
                _taken.Add(counter.State.Tokens.First(token => token.Number == happened.Token).Caller);
        }
    }

    private void CheckNamed(PartitionId id, MemoryLogData data)
    {
        if (CounterNote.Decode(data.Head.Note.Span).Snapshot is { } named
            && !disk.Blobs.ContainsKey(named.BlobName(id)))
            Violations.Add($"The log of {id} names a snapshot that is not there.");
    }

    private static PartitionId Parse(string partition) =>
        new(Convert.ToUInt64(partition[..16], 16), int.Parse(partition[17..]));
}
