using QueueService.Partitions.Loop;
using QueueService.Queues;
using QueueService.Storage;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Partitions.Loop;

/// <summary>What becomes of one frame, whatever the store answers.</summary>
public sealed class CommitterTests
{
    private static readonly PartitionId Partition = new(1, 0);

    private readonly FakeTime _time = new();
    private readonly LogFaults _faults = new();
    private readonly MemoryLogs _logs;
    private readonly Committer _committer;

    public CommitterTests()
    {
        _logs = new MemoryLogs(new MemoryDisk(_time), _faults);
        _committer = new Committer(_logs.Own, _time);
    }

    [Fact]
    public void Commit_WhenTheStoreAnswers_TellsTheNewHead() => _time.Run(async () =>
    {
        CommitOutcome outcome = await CommitAsync();
        Assert.Equal(CommitStatus.Committed, outcome.Status);
        Assert.Equal((new FrameNumber(1), Own().Commit), (outcome.Head!.Last, outcome.Head.Commit));
    });

    [Fact]
    public void Commit_WhenAnotherWasFirst_IsLost() => _time.Run(async () =>
    {
        await _logs.AppendOthersAsync();
        Assert.Equal(CommitStatus.Lost, (await CommitAsync()).Status);
        await _logs.ExpectAsync(others: 1);
    });

    [Theory]
    [InlineData(StorageFault.Throttled)]
    [InlineData(StorageFault.Full)]
    public void Commit_WhenTheStoreRefuses_SaysSoAndStoresNothing(StorageFault fault) => _time.Run(async () =>
    {
        _faults.Before = _ => fault;
        CommitOutcome outcome = await CommitAsync();
        Assert.Equal(CommitStatus.Refused, outcome.Status);
        Assert.Equal(BrokerErrorCode.StorageUnavailable, outcome.Refusal!.Code);
        Assert.True(outcome.Refusal.RetryAfter > TimeSpan.Zero);
        _faults.Before = _ => StorageFault.None;
        await _logs.ExpectAsync();
    });

    [Fact]
    public void Commit_WhenTheAnswerIsLost_FindsItself() => _time.Run(async () =>
    {
        _faults.LoseAnswers(1);
        CommitOutcome outcome = await CommitAsync();
        Assert.Equal((CommitStatus.Committed, Own().Commit), (outcome.Status, outcome.Head!.Commit));
        await _logs.ExpectAsync(own: 1);
    });

    [Fact]
    public void Commit_WhenTheRequestIsLost_IsSentAgain() => _time.Run(async () =>
    {
        _faults.FailAppends(3);
        Assert.Equal(CommitStatus.Committed, (await CommitAsync()).Status);
        await _logs.ExpectAsync(own: 1);
    });

    [Fact]
    public void Commit_WhenTheRequestArrivesLate_IsStoredOnce() => _time.Run(async () =>
    {
        Action? late = null;
        _faults.Before = call =>
        {
            if (call.Operation != StorageOperation.Append)
                return StorageFault.None;
            if (late is null)
            {
                late = call.ArriveLate;
                return StorageFault.Lost;
            }

            // The first try arrives just before the second.
            late();
            return StorageFault.None;
        };
        Assert.Equal(CommitStatus.Committed, (await CommitAsync()).Status);
        await _logs.ExpectAsync(own: 1);
    });

    [Fact]
    public void Commit_WhenTheRequestIsLostAndAnotherComesFirst_IsLost() => _time.Run(async () =>
    {
        _faults.FailAppends(1, then: () => _logs.AppendOthersAsync());
        Assert.Equal(CommitStatus.Lost, (await CommitAsync()).Status);
        await _logs.ExpectAsync(others: 1);
    });

    [Fact]
    public void Commit_WhenTheAnswerIsLostAndTheLogGoesOn_KnowsItsFrameAndNotTheHead() => _time.Run(async () =>
    {
        _faults.LoseAnswers(1, then: () => _logs.AppendOthersAsync());
        CommitOutcome outcome = await CommitAsync();
        Assert.Equal((CommitStatus.Committed, null), (outcome.Status, outcome.Head));
        await _logs.ExpectAsync(own: 1, others: 1);
    });

    [Fact]
    public void Commit_WhenItsFrameWasTrimmedMeanwhile_IsUnknown() => _time.Run(async () =>
    {
        _faults.LoseAnswers(1, then: async () =>
        {
            await _logs.AppendOthersAsync();
            await _logs.Others.TrimAsync(new FrameNumber(1), [], CancellationToken.None);
        });
        Assert.Equal(CommitStatus.Unknown, (await CommitAsync()).Status);
    });

    [Fact]
    public void Commit_WhenTheStoreStaysSilent_IsUnknownAfterHalfAMinuteAndFewCalls() => _time.Run(async () =>
    {
        _faults.Before = _ => StorageFault.Lost;
        DateTimeOffset start = _time.GetUtcNow();
        Assert.Equal(CommitStatus.Unknown, (await CommitAsync()).Status);
        Assert.InRange(_time.GetUtcNow() - start, TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(30));
        Assert.InRange(_faults.Calls, 10, 50);
    });

    [Fact]
    public void Commit_WhenTheStoreComesBackInTime_IsCommitted() => _time.Run(async () =>
    {
        DateTimeOffset back = _time.GetUtcNow() + TimeSpan.FromSeconds(20);
        _faults.Before = call => _time.GetUtcNow() < back
            ? call.Operation == StorageOperation.Append ? StorageFault.Lost : StorageFault.Throttled
            : StorageFault.None;
        Assert.Equal(CommitStatus.Committed, (await CommitAsync()).Status);
        await _logs.ExpectAsync(own: 1);
    });

    private Task<CommitOutcome> CommitAsync() => _committer.CommitAsync(LogHead.Empty, Own());

    private static NewFrame Own() => Frame(LogHead.Empty, 1);

    private static NewFrame Frame(LogHead head, UInt128 commit) =>
        new(head.Last.Next, new CommitId(commit), new byte[] { 1 }, ReadOnlyMemory<byte>.Empty, new byte[] { 2 });

    /// <summary>The log as the process under test sees it, and as another one does.</summary>
    private sealed class MemoryLogs(MemoryDisk disk, StorageFaults faults)
    {
        public ICommitLog Own { get; } =
            new MemoryStore(disk, new MemoryStoreOptions { Faults = faults }).OpenLog(Partition);

        public ICommitLog Others { get; } = new MemoryStore(disk).OpenLog(Partition);

        public async Task AppendOthersAsync()
        {
            LogHead head = await Others.ReadHeadAsync(CancellationToken.None);
            AppendOutcome outcome = await Others.AppendAsync(head, Frame(head, 1000));
            Assert.Equal(AppendStatus.Committed, outcome.Status);
        }

        /// <summary>What is stored: so many frames of either.</summary>
        public async Task ExpectAsync(int own = 0, int others = 0)
        {
            List<UInt128> commits = [];
            await foreach (LogFrame frame in Others.ReadAsync(new FrameNumber(1), CancellationToken.None))
                commits.Add(frame.Commit.Value);
            Assert.Equal((own, others), (commits.Count(id => id == 1), commits.Count(id => id == 1000)));
        }
    }

    private sealed class LogFaults : StorageFaults
    {
        private int _lost;
        private Func<Task> _then = () => Task.CompletedTask;

        public Func<StorageCall, StorageFault> Before { get; set; } = _ => StorageFault.None;

        public int Calls { get; private set; }

        /// <summary>So many appends are stored without an answer.</summary>
        public void LoseAnswers(int count, Func<Task>? then = null)
        {
            _lost = count;
            _then = then ?? _then;
        }

        /// <summary>So many appends never reach the store.</summary>
        public void FailAppends(int count, Func<Task>? then = null)
        {
            int left = count;
            Before = call =>
            {
                if (call.Operation != StorageOperation.Append || left-- <= 0)
                    return StorageFault.None;
                Assert.True((then?.Invoke() ?? Task.CompletedTask).IsCompletedSuccessfully);
                return StorageFault.Lost;
            };
        }

        public override ValueTask<StorageFault> BeforeAsync(StorageCall call)
        {
            Calls++;
            return new(Before(call));
        }

        public override async ValueTask<bool> AfterAsync(StorageCall call)
        {
            if (call.Operation != StorageOperation.Append || _lost-- <= 0)
                return false;
            await _then();
            return true;
        }
    }
}
