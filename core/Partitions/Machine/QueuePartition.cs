using QueueService.Partitions.Codec;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Contents;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Metering;
using QueueService.Partitions.Settings;
using QueueService.Partitions.Snapshots;
using QueueService.Partitions.State;
using QueueService.Replication;
using QueueService.Replication.Contents;
using QueueService.Replication.Loop;
using QueueService.Replication.Snapshots;
using QueueService.Storage;

namespace QueueService.Partitions.Machine;

/// <summary>A partition of a queue that is open in this process.</summary>
internal sealed class QueuePartition : Partition
{
    private readonly QueueCounters _counters;
    private HeldCounts _held;
    private bool _isLeaving;
    private bool _holdsMore;
    private volatile bool _isHolding;
    private Timestamp? _nextExpiry;

    public QueuePartition(PartitionId id, QueueServices services)
        : base(id, services.Engine)
    {
        Services = services;
        _counters = services.CountersOf(id);
        Frames = new FrameReader<FrameContents>(
            id, Log, services.Cache, stored => FrameContents.Read(id, stored));
        Bulk = new BulkReader<FrameContents>(Frames, OpenLog);
        Messages = new MessageReader(id, Frames, OpenLog);

        ICommitLog OpenLog() => services.Engine.Store.OpenLog(id);
    }

    public QueueServices Services { get; }

    public PartitionLimits Bounds => Services.Engine.Memory.Partition;

    /// <summary>Reads the contents of messages.</summary>
    public FrameReader<FrameContents> Frames { get; }

    /// <summary>The same for many messages.</summary>
    public BulkReader<FrameContents> Bulk { get; }

    /// <summary>Reads what commands lack of messages.</summary>
    public MessageReader Messages { get; }

    /// <summary>
    /// The settings as of the last frame that this process has seen; null until the partition was opened.
    /// </summary>
    public QueueSettings? Settings { get; private set; }

    public override bool IsLeaving => _isLeaving;

    /// <summary>True while dead letters wait here for their way.</summary>
    public bool IsHolding => _isHolding;

    /// <summary>When the oldest unread message expires.</summary>
    public override Timestamp? NextExpiry => _nextExpiry;

    public override string Noun => "queue";

    public override string Waiting => "receives wait for messages";

    public override byte FrameVersion => FrameCodec.Version;

    /// <inheritdoc cref="PartitionLoop.SendAsync"/>
    public Task<TReply> SendAsync<TReply>(QueueCommand<TReply> command) => Loop.SendAsync(command);

    /// <inheritdoc cref="PartitionLoop.SendQuietlyAsync"/>
    public Task<TReply> SendQuietlyAsync<TReply>(QueueCommand<TReply> command) => Loop.SendQuietlyAsync(command);

    public override StateMachine Create() => new QueueMachine(new PartitionState(Id), this);

    public override StateMachine Restore(ReadOnlySpan<byte> snapshot) =>
        new QueueMachine(PartitionState.Restore(Id, SnapshotCodec.Decode(snapshot)), this);

    public override SnapshotAssembly? ReadManifest(ReadOnlySpan<byte> snapshot) =>
        snapshot is [byte version, ..] && SnapshotManifestCodec.IsVersion(version)
            ? new QueueAssembly(this, SnapshotManifestCodec.Decode(snapshot))
            : null;

    public override HeadNote ReadNote(ReadOnlySpan<byte> note) => QueueNoteCodec.Decode(note);

    public override void Observe(StateMachine machine)
    {
        PartitionState state = ((QueueMachine)machine).State;
        Settings = state.Settings;
        _isLeaving = state.Leaving > 0;
        _isHolding = state.HeldSet.Count > 0;
        _nextExpiry = state.HasExpired ? state.Clock : state.NextExpiry;
    }

    public override void Account(StateMachine? machine) =>
        _held = Services.Held.Replace(_held, ((QueueMachine?)machine)?.State);

    public override async ValueTask BeforeAppendAsync(Draft draft)
    {
        QueueDraft decided = (QueueDraft)draft;
        if (decided.StartsTransfer && decided.State.Leaving == 0)
            await Services.MarkLeavingAsync(decided.State);
        if (decided.PayloadLength > 0 || decided.AbortsTransfer)
            await Services.MarkOccupiedAsync(decided.State);
    }

    public override void Count(Draft draft)
    {
        QueueDraft decided = (QueueDraft)draft;
        MessageMeter.Count(_counters, decided.Events, decided.State);
        _holdsMore |= decided.Holds;
    }

    public override void AfterCommit(StateMachine machine)
    {
        if (((QueueMachine)machine).State.Leaving > 0)
            Services.OnLeaving(Id);
        if (!_holdsMore)
            return;
        _holdsMore = false;
        Services.OnHeld(Id);
    }

    public override void Remember(FrameNumber number, Draft draft, ReadOnlyMemory<byte> payload) =>
        Frames.Keep(number, FrameContents.Of(draft.Now, ((QueueDraft)draft).Events, payload));

    public override void Remember(LogFrame stored) => Frames.Keep(stored);

    public override void Forget() => Frames.Forget();
}
