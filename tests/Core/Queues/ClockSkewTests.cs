using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Storage;

namespace QueueService.Tests.Core.Queues;

/// <summary>A process whose clock differs from that of the store, beside one whose clock is right.</summary>
public sealed class ClockSkewTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTime _true = new();
    private readonly LogRecord _log = new();
    private readonly SkewedTime _time;
    private readonly BrokerCluster _cluster;
    private Broker? _right;
    private Broker? _wrong;
    private QueueName _queue;

    public ClockSkewTests()
    {
        _time = new SkewedTime(_true);
        _cluster = new BrokerCluster(_true);
    }

    private Broker Right => _right!;

    private Broker Wrong => _wrong!;

    public async Task InitializeAsync()
    {
        (_right, _) = await _cluster.StartAsync(time: _true, isCompared: true);
        _queue = await BrokerCluster.CreateAsync(
            Right, "q", new QueueSettingsChange { VisibilityTimeout = TimeSpan.FromSeconds(5) });
        (_wrong, _) = await _cluster.StartAsync(time: _time, logger: _log, isCompared: true);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(60, "at least 3599 s ahead of")]
    [InlineData(-60, "at least 3600 s behind")]
    public async Task Commands_WhenTheClockIsSetFarOff_AreRefusedAndSayWhatToDo(int minutes, string said)
    {
        await BrokerCluster.SendAsync(Wrong, _queue, "before");
        _time.Skew = TimeSpan.FromMinutes(minutes);
        Func<Task>[] calls =
        [
            () => BrokerCluster.SendAsync(Wrong, _queue, "refused"),
            () => Wrong.ReceiveAsync(_queue, new ReceiveOptions(1), BrokerCluster.None),
            () => Wrong.ReceiveAsync(_queue, new ReceiveOptions(1, TimeSpan.FromSeconds(20)), BrokerCluster.None),
            () => Wrong.PurgeAsync(_queue, BrokerCluster.None),
        ];
        foreach (Func<Task> call in calls)
        {
            BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(call);
            Assert.Equal(BrokerErrorCode.StorageUnavailable, refusal.Code);
            Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("set it", refusal.Message, StringComparison.Ordinal);
            Assert.True(refusal.RetryAfter > TimeSpan.Zero);
        }

        StorageUnavailableException uncreated = await Assert.ThrowsAsync<StorageUnavailableException>(
            () => BrokerCluster.CreateAsync(Wrong, "other"));
        Assert.Contains(said, uncreated.Message, StringComparison.Ordinal);
        Assert.Contains(said, Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Equal(["before"], await BrokerCluster.DrainAsync(Right, _queue));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task Commands_WhenTheClockIsRightAgain_GoOnByThemselves(int minutes)
    {
        _time.Skew = TimeSpan.FromMinutes(minutes);
        await Assert.ThrowsAsync<BrokerException>(() => BrokerCluster.SendAsync(Wrong, _queue, "refused"));
        _time.Skew = TimeSpan.Zero;
        await BrokerCluster.SendAsync(Wrong, _queue, "taken");
        Assert.Single(await Right.ReceiveAsync(_queue, new ReceiveOptions(1), BrokerCluster.None));
        _true.Advance(TimeSpan.FromSeconds(6));

        // The time of the partition goes on for all.
        Assert.Equal(["taken"], await BrokerCluster.DrainAsync(Right, _queue));
        Assert.Equal(2, _log.Warnings.Count());
    }

    [Theory]
    [InlineData(29)]
    [InlineData(-29)]
    public async Task Commands_WhenTheClockIsJustWithinTheBound_AreCarriedOut(int seconds)
    {
        _time.Skew = TimeSpan.FromSeconds(seconds);
        await BrokerCluster.SendAsync(Wrong, _queue, "a");
        await BrokerCluster.CreateAsync(Wrong, "other");
        Assert.Equal(["a"], await BrokerCluster.DrainAsync(Wrong, _queue));
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task Commands_WhenOnlyTheTimestampsStoodStill_AreCarriedOut()
    {
        // As after the sleep of a machine: time has passed of which the process knows nothing.
        await BrokerCluster.SendAsync(Wrong, _queue, "a");
        SleptTime slept = new(_true);
        (Broker broker, _) = await _cluster.StartAsync(time: slept, logger: _log, isCompared: true);
        await BrokerCluster.SendAsync(broker, _queue, "b");
        slept.Sleep(Hour);
        await BrokerCluster.SendAsync(broker, _queue, "c");
        Assert.Equal(["a", "b", "c"], await BrokerCluster.DrainAsync(broker, _queue));
        Assert.Empty(_log.Warnings);
    }

    [Theory]
    [InlineData("q1", 1)]
    [InlineData("q2", 2)]
    public async Task Receive_WhenTheLogIsAheadOfTheClock_WaitsAllTheSame(string name, int partitions)
    {
        SkewedTime ahead = new(_true) { Skew = Hour };
        (Broker old, _) = await _cluster.StartAsync(time: ahead);
        QueueName queue = await BrokerCluster.CreateAsync(
            old, name, new QueueSettingsChange { Partitions = partitions });
        for (int n = 0; n < 8; n++)
            await BrokerCluster.SendAsync(old, queue, $"{n}");
        Assert.Equal(8, (await BrokerCluster.DrainAsync(old, queue)).Count);
        Task<IReadOnlyList<MessageView>> waiting = Right.ReceiveAsync(
            queue, new ReceiveOptions(1, TimeSpan.FromSeconds(20)), BrokerCluster.None);
        Task<IReadOnlyList<MessageView>> second = Wrong.ReceiveAsync(
            queue, new ReceiveOptions(1, TimeSpan.FromSeconds(20)), BrokerCluster.None);
        await BrokerCluster.SendAsync(Right, queue, "a", "b");
        await BrokerCluster.UntilAsync(() =>
        {
            _true.Advance(TimeSpan.FromMilliseconds(20));
            return waiting.IsCompleted && second.IsCompleted;
        });
        Assert.Equal(2, (await waiting).Count + (await second).Count);
    }

    /// <summary>The time of a process on a machine that sleeps: its timestamps do not count that.</summary>
    private sealed class SleptTime(FakeTime time) : TimeProvider
    {
        private TimeSpan _slept;

        public override long TimestampFrequency => time.TimestampFrequency;

        public void Sleep(TimeSpan length)
        {
            _slept += length;
            time.Advance(length);
        }

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp() - _slept.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime, period);
    }
}
