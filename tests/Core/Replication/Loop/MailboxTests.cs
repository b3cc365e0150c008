using QueueService.Replication;
using QueueService.Replication.Loop;

namespace QueueService.Tests.Core.Replication.Loop;

public sealed class MailboxTests
{
    private readonly Mailbox _mailbox = new(new MemoryLimits { MaxWaitingCommands = 5, MaxWaitingBytes = 1000 });

    [Fact]
    public void Post_WhenTheLoopStands_HasTheFirstPosterStartIt()
    {
        Assert.True(PostStarts(1));
        Assert.False(PostStarts(2));
        Assert.Equal([1, 2], Take());
        Assert.False(PostStarts(3));
        Assert.Equal([3], Take());
        Assert.False(TryTake(_mailbox, out _));
        Assert.True(PostStarts(4));
    }

    [Fact]
    public void Post_WhenTooManyWait_RefusesUntilSomeAreTaken()
    {
        for (int n = 0; n < 5; n++)
            Assert.True(Post(n));
        Assert.False(Post(5));
        Take();
        Assert.True(Post(6));
    }

    [Fact]
    public void Post_WhenTooManyBytesWait_RefusesUntilSomeAreTaken()
    {
        Assert.True(Post(1, bytes: 999));
        Assert.False(Post(2, bytes: 2));
        Assert.True(Post(3, bytes: 1));
        Take();
        Assert.True(Post(4, bytes: 1000));
    }

    [Fact]
    public void Post_WhenNothingWaits_TakesOneOfAnySize()
    {
        Assert.True(Post(1, bytes: 5000));
        Assert.False(Post(2, bytes: 1));
        Assert.Equal([1], Take());
        Assert.True(Post(3, bytes: 1));
    }

    [Fact]
    public void Take_WhenMoreWaitThanFitIntoAFrame_LeavesTheRestForTheNext()
    {
        Mailbox mailbox = new(MemoryLimits.Default);
        int half = Limits.MaxFramePayloadBytes / 2;
        foreach (PostedCommand command in (PostedCommand[])
        [
            new(1, half), new(2, half), new(3, 1),
            new(4, weight: Limits.MaxFrameMessages - 1), new(5),
            new(6, 2 * Limits.MaxFramePayloadBytes), new(7),
        ])
        {
            Assert.True(mailbox.TryPost(command, out _));
        }

        Assert.Equal([1, 2], Take(mailbox));
        Assert.Equal([3, 4], Take(mailbox));
        Assert.Equal([5], Take(mailbox));
        Assert.Equal([6], Take(mailbox));
        Assert.Equal([7], Take(mailbox));
    }

    [Fact]
    public void Wake_WhenNothingWaits_LetsTheLoopGoRoundOnce()
    {
        Assert.True(_mailbox.Wake());
        Assert.False(_mailbox.Wake());
        Assert.Equal([], Take());
        Assert.False(TryTake(_mailbox, out _));
    }

    [Fact]
    public async Task Close_WhenCommandsWereTaken_EndsWhenTheyAreDone()
    {
        Post(1);
        Task closed = _mailbox.CloseAsync();
        Assert.Throws<InvalidOperationException>(() => Post(2));
        Assert.False(_mailbox.Wake());
        Assert.Equal([1], Take());
        Assert.False(closed.IsCompleted);
        Assert.False(TryTake(_mailbox, out _));
        await closed.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Throws<InvalidOperationException>(() => Post(3));
    }

    [Fact]
    public void Close_WhenTheLoopStands_EndsAtOnce() => Assert.True(_mailbox.CloseAsync().IsCompleted);

    [Fact]
    public async Task Post_WhenManyThreadsDo_RunsOneLoopAtATimeAndKeepsTheirOrder()
    {
        const int Posters = 4;
        Mailbox mailbox = new(MemoryLimits.Default);
        int loops = 0, posted = 0, taken = 0;
        int[] last = new int[Posters];
        await Race.RunAsync(Posters, (poster, round) =>
        {
            // The number tells who posted it, and when.
            if (!mailbox.TryPost(new PostedCommand((round * Posters) + poster), out bool start))
                return;
            Interlocked.Increment(ref posted);
            if (start)
                RunLoop();
        });
        await mailbox.CloseAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(posted, taken);

        void RunLoop()
        {
            while (TryTake(mailbox, out int[] numbers))
            {
                Assert.Equal(1, Interlocked.Increment(ref loops));
                foreach (int number in numbers)
                {
                    Assert.True(number > last[number % Posters]);
                    last[number % Posters] = number;
                    taken++;
                }

                Interlocked.Decrement(ref loops);
            }
        }
    }

    private bool Post(int number, int bytes = 0) => _mailbox.TryPost(new PostedCommand(number, bytes), out _);

    private bool PostStarts(int number)
    {
        Assert.True(_mailbox.TryPost(new PostedCommand(number), out bool start));
        return start;
    }

    private int[] Take() => Take(_mailbox);

    private static int[] Take(Mailbox mailbox)
    {
        Assert.True(TryTake(mailbox, out int[] numbers));
        return numbers;
    }

    /// <summary>The numbers of the next batch; false when the loop must stop.</summary>
    private static bool TryTake(Mailbox mailbox, out int[] numbers)
    {
        List<Command> batch = [];
        bool isThere = mailbox.TryTake(batch);
        numbers = [.. batch.Select(command => ((PostedCommand)command).Number)];
        return isThere;
    }
}
