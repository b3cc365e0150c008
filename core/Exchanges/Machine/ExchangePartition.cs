using QueueService.Exchanges.Codec;
using QueueService.Exchanges.Contents;
using QueueService.Exchanges.Snapshots;
using QueueService.Exchanges.State;
using QueueService.Replication;
using QueueService.Replication.Contents;
using QueueService.Storage;

namespace QueueService.Exchanges.Machine;

/// <summary>An exchange that is open in this process.</summary>
internal sealed class ExchangePartition : Partition
{
    private readonly ExchangeServices _services;
    private ExchangeName _name;
    private long _leaving;
    private long _gone;

    public ExchangePartition(PartitionId id, ExchangeServices services)
        : base(id, services.Engine)
    {
        _services = services;
        Contents = new FrameReader<ExchangeContents>(
            id, Log, services.Cache, stored => ExchangeContents.Read(id, stored));
    }

    public IStore Store => _services.Engine.Store;

    /// <summary>What this process has yet to count.</summary>
    public Tally Tally { get; } = new();

    public override Timestamp? NextExpiry => Tally.IsEmpty ? null : default(Timestamp);

    /// <summary>How many copies are on their way from here, as of the last commit.</summary>
    public long Leaving => Volatile.Read(ref _leaving);

    /// <summary>Up to here readers of the log have missed what they have not read, as of the last commit.</summary>
    public FrameNumber Gone => new(Volatile.Read(ref _gone));

    /// <summary>Which exchange it is; to be asked once <see cref="Leaving"/> is more than nothing.</summary>
    public ExchangeName Name => _name;

    /// <summary>Reads what was published.</summary>
    public FrameReader<ExchangeContents> Contents { get; }

    public override bool IsLeaving => Leaving > 0;

    public override string Noun => "exchange";

    public override string Waiting => "nothing waits";

    public override byte FrameVersion => ExchangeFrameCodec.Version;

    public override StateMachine Create() => new ExchangeMachine(new ExchangeState(Id), this);

    public override StateMachine Restore(ReadOnlySpan<byte> snapshot) =>
        new ExchangeMachine(ExchangeSnapshotCodec.Decode(Id, snapshot), this);

    public override HeadNote ReadNote(ReadOnlySpan<byte> note) => ExchangeNoteCodec.Decode(note);

    public override void Observe(StateMachine machine)
    {
        ExchangeState state = ((ExchangeMachine)machine).State;
        _name = state.Exchange;
        Volatile.Write(ref _leaving, state.Leaving);
        Volatile.Write(ref _gone, state.Recent.Gone.Value);
    }

    public override ValueTask BeforeAppendAsync(Draft draft)
    {
        ExchangeDraft decided = (ExchangeDraft)draft;
        return decided.StartsTransfer && decided.State.Leaving == 0
            ? _services.MarkLeavingAsync(decided.State)
            : ValueTask.CompletedTask;
    }

    public override void Count(Draft draft)
    {
        if (((ExchangeDraft)draft).Counted is { } counted)
            Tally.Settle(counted);
    }

    public override void AfterCommit(StateMachine machine)
    {
        if (((ExchangeMachine)machine).State.Leaving > 0)
            _services.OnLeaving(Id);
    }

    public override void Remember(FrameNumber number, Draft draft, ReadOnlyMemory<byte> payload) =>
        Contents.Keep(number, ExchangeContents.Of(((ExchangeDraft)draft).Events, payload));

    public override void Remember(LogFrame stored) => Contents.Keep(stored);

    public override void Forget() => Contents.Forget();
}
