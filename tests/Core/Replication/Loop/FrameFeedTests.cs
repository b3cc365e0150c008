using QueueService.Replication.Loop;
using QueueService.Storage;

namespace QueueService.Tests.Core.Replication.Loop;

public sealed class FrameFeedTests
{
    private readonly FrameFeed _feed;
    private int _woken;

    public FrameFeedTests() => _feed = new FrameFeed(() => _woken++);

    [Fact]
    public void Add_WhenSomebodyFollows_WakesTheLoopAndTellsWhereTheLogEnds()
    {
        Recorder follower = Add();
        Assert.Equal((1, true), (_woken, _feed.HasFollowers));
        _feed.Tell(new FrameNumber(7));
        Assert.Equal([7], follower.Told);
    }

    [Fact]
    public void Tell_WhenTheLogHasNotMoved_TellsOnlyThoseWhoAreNew()
    {
        Recorder first = Add();
        _feed.Tell(new FrameNumber(7));
        Recorder second = Add();
        _feed.Tell(new FrameNumber(7));
        _feed.Tell(new FrameNumber(7));
        _feed.Tell(new FrameNumber(9));
        Assert.Equal([7, 9], first.Told);
        Assert.Equal([7, 9], second.Told);
    }

    [Fact]
    public void Tell_WhenAnOlderReplicaAnswers_DoesNotGoBack()
    {
        Recorder first = Add();
        _feed.Tell(new FrameNumber(7));
        Recorder second = Add();
        _feed.Tell(new FrameNumber(5));
        _feed.Tell(new FrameNumber(7));
        Assert.Equal([7], first.Told);
        Assert.Equal([7], second.Told);
    }

    [Fact]
    public void Remove_WhenAFollowerLeaves_TellsItNothingMore()
    {
        Recorder follower = Add();
        _feed.Remove(follower);
        _feed.Tell(new FrameNumber(7));
        _feed.Close();
        Assert.Empty(follower.Told);
        Assert.Equal((false, false), (_feed.HasFollowers, follower.IsClosed));
    }

    [Fact]
    public void Close_WhenThePartitionIsClosed_TellsAllAndForgetsThem()
    {
        Recorder follower = Add();
        _feed.Close();
        Assert.Equal((true, false), (follower.IsClosed, _feed.HasFollowers));
    }

    private Recorder Add()
    {
        Recorder follower = new();
        _feed.Add(follower);
        return follower;
    }

    private sealed class Recorder : FrameFollower
    {
        public List<long> Told { get; } = [];

        public bool IsClosed { get; private set; }

        public override void Advanced(FrameNumber last) => Told.Add(last.Value);

        public override void Closed() => IsClosed = true;
    }
}
