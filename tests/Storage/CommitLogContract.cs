using QueueService.Storage;

namespace QueueService.Tests.Storage;

/// <summary>What every <see cref="ICommitLog"/> does on appends and on its head.</summary>
public abstract class CommitLogContract : StoreContract
{
    [Fact]
    public async Task ReadHeadAsync_WhenLogIsEmpty_ReturnsEmptyHead()
    {
        await using var log = Store.OpenLog(NewPartition());

        Assert.Equal(LogHead.Empty, await log.ReadHeadAsync(None));
        Assert.Empty(await Frames.ReadAsync(log));
        Assert.Null(await log.ReadFrameAsync(new FrameNumber(1), None));
    }

    [Fact]
    public void HasOtherWriters_WhenOpened_SaysWhatTheStoreAllows() =>
        Assert.Equal(AllowsSeveralProcesses, Store.HasOtherWriters);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Limits.MaxHeadNoteBytes)]
    public async Task AppendAsync_WhenHeadIsCurrent_CommitsAndBecomesTheHead(int noteLength)
    {
        var partition = NewPartition();
        await using var log = Store.OpenLog(partition);
        var frame = Frames.Following(LogHead.Empty, note: noteLength);

        var committed = await Frames.CommitAsync(log, LogHead.Empty, frame);
        Frames.AssertHead(frame, committed);

        await using var other = (await OpenOtherAsync()).OpenLog(partition);
        foreach (var reader in new[] { log, other })
        {
            var head = await reader.ReadHeadAsync(None);
            Frames.AssertHead(frame, head);
            Assert.Equal(committed.Version, head.Version);
        }
    }

    [Fact]
    public async Task AppendAsync_WhenHeadWasReadByAnotherProcess_Commits()
    {
        var partition = NewPartition();
        await using var log = Store.OpenLog(partition);
        await Frames.AppendAsync(log, 2);
        await using var other = (await OpenOtherAsync()).OpenLog(partition);
        var head = await other.ReadHeadAsync(None);

        await Frames.CommitAsync(other, head, Frames.Following(head));

        Assert.Equal(new FrameNumber(3), (await log.ReadHeadAsync(None)).Last);
    }

    [Fact]
    public async Task AppendAsync_WhenHeadIsStale_ConflictsAndStoresNothing()
    {
        await using var log = Store.OpenLog(NewPartition());
        var first = await Frames.CommitAsync(log, LogHead.Empty, Frames.Following(LogHead.Empty));
        var second = Frames.Following(first);
        await Frames.CommitAsync(log, first, second);

        var late = await log.AppendAsync(first, Frames.Following(first, events: 33));
        var veryLate = await log.AppendAsync(LogHead.Empty, Frames.Following(LogHead.Empty, events: 33));

        Assert.Equal(AppendStatus.Conflict, late.Status);
        Assert.Null(late.Head);
        Assert.Equal(AppendStatus.Conflict, veryLate.Status);
        Frames.AssertHead(second, await log.ReadHeadAsync(None));
        Frames.AssertWhole(second, await log.ReadFrameAsync(second.Number, None));
        Assert.Equal(2, (await Frames.ReadAsync(log)).Count);
    }

    [Fact]
    public async Task AppendAsync_WhenHeadIsAheadOfTheLog_Conflicts()
    {
        await using var full = Store.OpenLog(NewPartition());
        await Frames.AppendAsync(full, 2);
        var foreignHead = await full.ReadHeadAsync(None);
        await using var empty = Store.OpenLog(NewPartition());

        var outcome = await empty.AppendAsync(foreignHead, Frames.Following(foreignHead));

        Assert.Equal(AppendStatus.Conflict, outcome.Status);
        Assert.Equal(LogHead.Empty, await empty.ReadHeadAsync(None));
    }

    [Fact]
    public async Task AppendAsync_WhenSameFrameIsSentTwice_ConflictsTheSecondTime()
    {
        await using var log = Store.OpenLog(NewPartition());
        var frame = Frames.Following(LogHead.Empty);
        await Frames.CommitAsync(log, LogHead.Empty, frame);

        var again = await log.AppendAsync(LogHead.Empty, frame);

        Assert.Equal(AppendStatus.Conflict, again.Status);
        Assert.Equal(frame.Commit, (await log.ReadHeadAsync(None)).Commit);
    }

    [Fact]
    public async Task AppendAsync_WhenFrameBreaksTheRules_Throws()
    {
        await using var log = Store.OpenLog(NewPartition());
        var frame = Frames.Following(LogHead.Empty);
        NewFrame[] refused =
        [
            frame with { Number = new FrameNumber(2) },
            frame with { Number = FrameNumber.None },
            frame with { Note = new byte[Limits.MaxHeadNoteBytes + 1] },
            frame with { Events = new byte[Limits.MaxFrameEventBytes + 1] },
        ];

        foreach (var bad in refused)
            await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync(LogHead.Empty, bad));

        Assert.Equal(LogHead.Empty, await log.ReadHeadAsync(None));
    }

    [Fact]
    public async Task AppendAsync_WhenSeveralAppendAtOnce_ExactlyOneWinsEachRound()
    {
        const int writers = 4;
        var partition = NewPartition();
        var logs = new List<ICommitLog>();
        for (var index = 0; index < writers; index++)
            logs.Add((await OpenOtherAsync()).OpenLog(partition));

        for (var round = 1; round <= 10; round++)
        {
            var head = await logs[0].ReadHeadAsync(None);
            var frames = Enumerable.Range(0, writers)
                .Select(index => Frames.Following(head, events: 10 + index)).ToList();
            var appends = logs.Select((log, index) => log.AppendAsync(head, frames[index]).AsTask()).ToList();
            var outcomes = await Task.WhenAll(appends);

            var winner = Assert.Single(Enumerable.Range(0, writers), At(outcomes, AppendStatus.Committed));
            Assert.Equal(writers - 1, outcomes.Count(outcome => outcome.Status == AppendStatus.Conflict));
            Frames.AssertWhole(frames[winner], await logs[0].ReadFrameAsync(new FrameNumber(round), None));
        }

        foreach (var log in logs)
            await log.DisposeAsync();
    }

    [Fact]
    public async Task AppendAsync_WhenBuffersAreReusedAfterwards_KeepsWhatWasAppended()
    {
        await using var log = Store.OpenLog(NewPartition());
        byte[] events = [1, 2, 3], payload = [4, 5, 6], note = [7, 8, 9];
        var frame = new NewFrame(new FrameNumber(1), new CommitId(5), events, payload, note);
        await Frames.CommitAsync(log, LogHead.Empty, frame);
        foreach (var buffer in new[] { events, payload, note })
            Array.Clear(buffer);

        var read = await log.ReadFrameAsync(frame.Number, None);
        var head = await log.ReadHeadAsync(None);

        Assert.Equal([1, 2, 3], read!.Events.ToArray());
        Assert.Equal([4, 5, 6], read.Payload!.Value.ToArray());
        Assert.Equal([7, 8, 9], head.Note.ToArray());
    }

    [Fact]
    public async Task ReadHeadAsync_WhenStoreIsOpenedAgain_FindsTheSameHead()
    {
        var partition = NewPartition();
        await using (var log = Store.OpenLog(partition))
            await Frames.AppendAsync(log, 3);

        await using var reopened = (await RestartAsync()).OpenLog(partition);
        var head = await reopened.ReadHeadAsync(None);
        var next = Frames.Following(head);
        await Frames.CommitAsync(reopened, head, next);

        Assert.Equal(new FrameNumber(4), next.Number);
        Assert.Equal(4, (await Frames.ReadAsync(reopened)).Count);
    }

    [Fact]
    public async Task OpenLog_WhenPartitionsDiffer_KeepsThemApart()
    {
        var partition = NewPartition();
        await using var log = Store.OpenLog(partition);
        await using var neighbour = Store.OpenLog(partition with { Index = (partition.Index + 1) % 64 });
        await Frames.AppendAsync(log, 1);

        Assert.Equal(LogHead.Empty, await neighbour.ReadHeadAsync(None));
    }

    [Fact]
    public async Task Meter_WhenFramesAreAppendedAndRead_Counts()
    {
        var transactions = Store.Meter.Transactions;
        var written = Store.Meter.BytesWritten;
        await using var log = Store.OpenLog(NewPartition());
        await Frames.AppendAsync(log, 2, payload: 1000);
        var read = Store.Meter.BytesRead;
        await log.ReadFrameAsync(new FrameNumber(1), None);

        Assert.True(Store.Meter.Transactions >= transactions + 3);
        Assert.True(Store.Meter.BytesWritten >= written + 2000);
        Assert.True(Store.Meter.BytesRead >= read + 1000);
    }

    private static Predicate<int> At(AppendOutcome[] outcomes, AppendStatus status) =>
        index => outcomes[index].Status == status;
}
