using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;
using QueueService.Replication.Loop;
using QueueService.Storage;
using QueueService.Storage.Memory;
using QueueService.Tests.Core.Queues;
using QueueService.Wire;

namespace QueueService.Tests.Core.Replication.Loop;

public sealed class CommitterTests
{
    private static readonly PartitionId Id = new(1, 0);
    private static readonly NewFrame Frame = new(FrameNumber.None.Next, new CommitId(7), default, default, default);

    private readonly FakeTime _time = new();
    private readonly AppendFaults _faults = new();
    private readonly ICommitLog _log;
    private readonly ICommitLog _other;
    private readonly Committer _committer;

    public CommitterTests()
    {
        MemoryDisk disk = new(_time);
        _log = new MemoryStore(disk, new MemoryStoreOptions { Faults = _faults }).OpenLog(Id);
        _other = new MemoryStore(disk).OpenLog(Id);
        _committer = new Committer(_log, _time);
    }

    [Theory]
    [InlineData(StorageFault.None, CommitStatus.Committed)]
    [InlineData(StorageFault.Repeated, CommitStatus.Contested)]
    [InlineData(StorageFault.Throttled, CommitStatus.Refused)]
    [InlineData(StorageFault.Full, CommitStatus.Refused)]
    public async Task Commit_WhenTheStoreAnswers_TakesItForWhatItIs(StorageFault fault, object status)
    {
        _faults.Before = (_, _) => fault;
        Assert.Equal(status, (await _committer.CommitAsync(LogHead.Empty, Frame)).Status);
    }

    [Fact]
    public async Task Commit_WhenTheAnswerIsLost_KnowsItsFrameByTheHead()
    {
        _faults.LoseAnswer = _ => true;
        CommitOutcome outcome = await _committer.CommitAsync(LogHead.Empty, Frame);
        Assert.Equal((CommitStatus.Committed, Frame.Commit), (outcome.Status, outcome.Head!.Commit));
    }

    [Fact]
    public async Task Commit_WhenTheAnswerIsLostAndOthersWentOn_IsContested()
    {
        _faults.LoseAnswer = _ => true;
        _faults.Before = (_, _) =>
        {
            // Another frame has the number before this one arrives.
            _other.AppendAsync(LogHead.Empty,
                Frame with { Commit = new CommitId(8) }).AsTask().GetAwaiter().GetResult();
            return StorageFault.None;
        };
        Assert.Equal(CommitStatus.Contested, (await _committer.CommitAsync(LogHead.Empty, Frame)).Status);
    }

    [Fact]
    public async Task Commit_WhenTheRequestIsLost_SendsTheSameFrameAgain()
    {
        _faults.Before = (number, _) => number == 1 ? StorageFault.Lost : StorageFault.None;
        Assert.Equal(CommitStatus.Committed, (await _committer.CommitAsync(LogHead.Empty, Frame)).Status);
        Assert.Equal(Frame.Commit, (await _other.ReadHeadAsync(default)).Commit);
    }

    [Fact]
    public async Task Judge_WhenTheStoreDoesNotAnswer_AsksUntilItDoes()
    {
        int asked = 0;
        Task<CommitStatus> judging = _committer.JudgeAsync(NewContest(), contest =>
        {
            if (++asked < 5)
                throw new StorageUnavailableException("The store is away.");
            contest.Meet(new LogFrame(Frame.Number, Frame.Commit, default, null));
            return Task.CompletedTask;
        });
        await LetPassAsync(judging);
        Assert.Equal((CommitStatus.Committed, 5), (await judging, asked));
    }

    [Fact]
    public async Task Judge_WhenTheStoreNeverAnswers_IsUnknownAfterHalfAMinute()
    {
        DateTimeOffset start = _time.GetUtcNow();
        Task<CommitStatus> judging = _committer.JudgeAsync(
            NewContest(), _ => throw new StorageUnavailableException("The store is away."));
        await LetPassAsync(judging);
        Assert.Equal(CommitStatus.Unknown, await judging);
        Assert.InRange((_time.GetUtcNow() - start).TotalSeconds, 25, 31);
    }

    [Fact]
    public async Task Judge_WhenItIsJudgedAndTheStoreGoesAway_FailsAtOnce() =>
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _committer.JudgeAsync(NewContest(), contest =>
        {
            contest.Meet(new LogFrame(Frame.Number, new CommitId(8), default, null));
            throw new StorageUnavailableException("The store is away.");
        }));

    private static Contest NewContest() => new(
        Frame,
        new QueueDraft(new PartitionState(Id), 1, new Timestamp(1), PartitionLimits.Default, new WireWriter()),
        () => { });

    private async Task LetPassAsync(Task work) => await BrokerCluster.UntilAsync(() =>
    {
        if (!work.IsCompleted)
            _time.Advance(TimeSpan.FromMilliseconds(500));
        return work.IsCompleted;
    });
}
