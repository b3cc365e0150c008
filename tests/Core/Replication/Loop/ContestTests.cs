using QueueService.Partitions;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.Events;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Settings;
using QueueService.Partitions.State;
using QueueService.Replication.Loop;
using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Tests.Core.Replication.Loop;

public sealed class ContestTests
{
    private static readonly PartitionId Id = new(1, 0);
    private static readonly PartitionId Other = new(2, 0);
    private static readonly Timestamp Before = new(1_000_000);
    private static readonly Timestamp Now = Before + TimeSpan.FromSeconds(10);
    private static readonly FrameNumber Number = new(3);
    private static readonly NewFrame Frame = new(Number, new CommitId(7), default, default, default);

    private int _won;

    [Theory]
    [InlineData(7, CommitStatus.Committed, 1)]
    [InlineData(8, CommitStatus.Lost, 0)]
    public void Meet_WhenTheFrameHasTheNumber_JudgesByItsCommit(int commit, object verdict, int won)
    {
        Contest contest = new(Frame, Draft(), () => _won++);
        contest.Meet(new LogFrame(new FrameNumber(2), new CommitId(7), default, null));
        Assert.Equal((CommitStatus.Unknown, 0), (contest.Verdict, _won));
        contest.Meet(new LogFrame(Number, new CommitId((UInt128)commit), default, null));
        contest.Meet(new LogFrame(Number.Next, new CommitId(7), default, null));
        Assert.Equal((verdict, won), (contest.Verdict, _won));
    }

    [Fact]
    public void MeetSnapshot_WhenItEndsBeforeTheFrame_TellsNothing()
    {
        Contest contest = new(Frame, Draft(new Acknowledged([new(1)])), () => _won++);
        contest.MeetSnapshot(Machine(Start()));
        Assert.Equal(CommitStatus.Unknown, contest.Verdict);
    }

    [Fact]
    public void MeetSnapshot_WhenTheFrameWasMet_ChangesNothing()
    {
        Contest contest = new(Frame, Draft(), () => _won++);
        contest.Meet(new LogFrame(Number, Frame.Commit, default, null));
        contest.MeetSnapshot(Machine(Later(Before)));
        Assert.Equal((CommitStatus.Committed, 1), (contest.Verdict, _won));
    }

    [Fact]
    public void MeetSnapshot_WhenItIsOfAnEarlierTime_IsLost() =>
        Assert.Equal(CommitStatus.Lost, Judge([new Acknowledged([new(9)])], Later(Now + TimeSpan.FromSeconds(-1))));

    [Fact]
    public void MeetSnapshot_WhenItEndsWithTheNumberAtAnotherTime_IsLost()
    {
        PartitionState state = Start();
        state.Apply(Number, Now + TimeSpan.FromSeconds(1), [new Acknowledged([new(2)])]);
        Assert.Equal(CommitStatus.Lost, Judge([new Acknowledged([new(2)])], state));
    }

    [Fact]
    public void MeetSnapshot_WhenNothingWasDecided_IsLost() => Assert.Equal(CommitStatus.Lost, Judge([], Later(Now)));

    public static TheoryData<string> Decisions { get; } =
        ["sent", "first sent", "arrived", "delivered first", "delivered again", "acknowledged", "expired", "moved",
            "configured", "closed", "edited first", "edited again", "deleted"];

    /// <summary>What this process decided has not happened in what the others have made of the log.</summary>
    [Theory]
    [MemberData(nameof(Decisions))]
    public void MeetSnapshot_WhenADecisionIsMissing_IsLost(string decision)
    {
        PartitionEvent[] others = string.Equals(decision, "first sent", StringComparison.Ordinal)
            ? [new Sent(new(3), [new(1), new(1)])]
            : [];
        Assert.Equal(CommitStatus.Lost, Judge([Of(decision)], Later(Now, others)));
    }

    /// <summary>All that was decided may have happened: no later state tells whose doing it was.</summary>
    [Theory]
    [MemberData(nameof(Decisions))]
    public void MeetSnapshot_WhenTheDecisionMayHaveHappened_IsUnknown(string decision)
    {
        PartitionState state = Start();
        state.Apply(Number, Now, [Of(decision)]);
        state.Apply(Number.Next, Now, []);
        Assert.Equal(CommitStatus.Unknown, Judge([Of(decision)], state));
    }

    /// <summary>A message that was edited since lies in a later frame than it came with.</summary>
    [Fact]
    public void MeetSnapshot_WhenWhatWasSentIsEditedSince_IsUnknown()
    {
        PartitionState state = Start();
        state.Apply(Number, Now, [new Sent(new(3), [new(1)])]);
        state.Apply(Number.Next, Now, [new Replaced(new(new(3), FirstTouch: true, 1), new(2))]);
        Assert.Equal(CommitStatus.Unknown, Judge([new Sent(new(3), [new(1)])], state));
    }

    private static PartitionEvent Of(string decision) => decision switch
    {
        "sent" or "first sent" => new Sent(new(3), [new(1)]),
        "arrived" => new Arrived(Other, new(1), new(3), [new(1)]),
        "delivered first" => new Delivered(Now + TimeSpan.FromSeconds(30), [new(new(1), FirstTouch: true, 1)]),
        "delivered again" => new Delivered(Now + TimeSpan.FromSeconds(30), [new(new(2))]),
        "acknowledged" => new Acknowledged([new(2)]),
        "expired" => new Expired([new(new(1), 1)], [new(2)]),
        "moved" => new TransferStarted(Other, MoveReason.Redrive, new(1), [new(new(1), FirstTouch: true, 1)]),
        "edited first" => new Replaced(new(new(1), FirstTouch: true, 1), new(2)),
        "edited again" => new Replaced(new(new(2)), new(2)),
        "deleted" => new Deleted([new(new(1), 1)], [new(2)]),
        "configured" => new Configured(QueueName.Parse("q"), 2, new QueueSettings()),
        _ => new Closed(),
    };

    private CommitStatus Judge(PartitionEvent[] decided, PartitionState later)
    {
        Contest contest = new(Frame, Draft(decided), () => _won++);
        contest.MeetSnapshot(Machine(later));
        Assert.Equal(0, _won);
        return contest.Verdict;
    }

    /// <summary>A machine that is only looked at, and belongs to no partition.</summary>
    private static QueueMachine Machine(PartitionState state) => new(state, partition: null!);

    private static QueueDraft Draft(params PartitionEvent[] decided)
    {
        QueueDraft draft = new(Start(), 1, Now, PartitionLimits.Default, new WireWriter());
        foreach (PartitionEvent happened in decided)
            draft.Add(happened);
        return draft;
    }

    /// <summary>Two messages; the second one has been received once and is visible again.</summary>
    private static PartitionState Start()
    {
        PartitionState state = new(Id);
        state.Apply(new(1), Before, [new Configured(QueueName.Parse("q"), 1, new QueueSettings())]);
        state.Apply(
            new(2),
            Before,
            [new Sent(new(1), [new(1), new(1)]), new Delivered(Before, [new(new(2), FirstTouch: true, 1)])]);
        return state;
    }

    /// <summary>What others may have made of the log: two frames more, of this time.</summary>
    private static PartitionState Later(Timestamp time, params PartitionEvent[] others)
    {
        PartitionState state = Start();
        state.Apply(Number, time, []);
        state.Apply(Number.Next, time, others);
        return state;
    }
}
