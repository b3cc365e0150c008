using QueueService.Storage;

namespace QueueService.Tests.Storage;

public sealed class StoreClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Time _time = new();
    private readonly StoreClock _clock;

    public StoreClockTests() => _clock = new StoreClock(_time);

    [Fact]
    public void Skew_WhenTheStoreToldNoTime_IsNone()
    {
        _time.Wall += TimeSpan.FromDays(1);

        Assert.Equal(TimeSpan.Zero, _clock.Skew);
        Assert.False(_clock.IsOff);
        _clock.Check();
    }

    /// <summary>
    /// The store's second has begun at most a second ago, and the answer was on its way for at most 400 ms.
    /// </summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1400, 0)]
    [InlineData(1500, 100)]
    [InlineData(31_000, 29_600)]
    [InlineData(31_500, 30_100)]
    [InlineData(-100, -100)]
    [InlineData(-30_000, -30_000)]
    [InlineData(-30_001, -30_001)]
    public void Skew_WhenTheStoreToldItsTime_IsWhatTheDifferenceIsAtLeast(int difference, int skew)
    {
        Observe(_time.Wall.AddMilliseconds(-difference), TimeSpan.FromMilliseconds(400));

        Assert.Equal(skew, _clock.Skew.TotalMilliseconds);
        Assert.Equal(Math.Abs(skew) > 30_000, _clock.IsOff);
    }

    [Fact]
    public void Skew_WhenTimePasses_StaysAndFollowsAClockThatIsSet()
    {
        Observe(_time.Wall, TimeSpan.Zero);
        _time.Pass(TimeSpan.FromHours(10));
        Assert.Equal(TimeSpan.Zero, _clock.Skew);

        _time.Wall += TimeSpan.FromHours(1);
        Assert.Equal(TimeSpan.FromHours(1) - Second, _clock.Skew);

        _time.Wall -= TimeSpan.FromHours(2);
        Assert.Equal(TimeSpan.FromHours(-1), _clock.Skew);
    }

    [Fact]
    public void Observe_WhenAnAnswerWasSlow_KeepsTheExactOne()
    {
        Observe(_time.Wall.AddSeconds(-40), TimeSpan.Zero);
        Observe(_time.Wall.AddSeconds(-40), TimeSpan.FromSeconds(20));

        Assert.Equal(TimeSpan.FromSeconds(39), _clock.Skew);
    }

    [Fact]
    public void Observe_WhenTheExactOneIsOldOrCannotBeTrue_TakesTheSlowOne()
    {
        Observe(_time.Wall, TimeSpan.Zero);
        Observe(_time.Wall.AddSeconds(-100), TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(79), _clock.Skew);

        Observe(_time.Wall.AddSeconds(-100), TimeSpan.Zero);
        _time.Pass(TimeSpan.FromSeconds(61));
        Observe(_time.Wall.AddSeconds(-100), TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(79), _clock.Skew);
    }

    [Fact]
    public void Correct_WhenTheClockIsOff_IsTheTimeOfTheStore()
    {
        DateTimeOffset store = _time.Wall.AddHours(-1);
        Observe(store, TimeSpan.Zero);

        Assert.InRange(_clock.Correct(_time.Wall), store, store + Second);
        Assert.Equal(store + TimeSpan.FromMilliseconds(500), _clock.Correct(store + TimeSpan.FromMilliseconds(500)));
    }

    [Theory]
    [InlineData(3600, "at least 3600 s behind")]
    [InlineData(-3600, "at least 3599 s ahead of")]
    public void Check_WhenTheClockIsOff_NamesTheDifferenceAndWhatToDo(int ahead, string said)
    {
        Observe(_time.Wall.AddSeconds(ahead), TimeSpan.Zero);

        var refusal = Assert.Throws<StorageUnavailableException>(_clock.Check);

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("30 s are allowed: set it", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.IsOutcomeUnknown);
        Assert.NotNull(refusal.RetryAfter);
    }

    /// <summary>An answer that is here now and took this long.</summary>
    private void Observe(DateTimeOffset told, TimeSpan took) =>
        _clock.Observe(_time.GetTimestamp() - took.Ticks, told, Second);

    private sealed class Time : TimeProvider
    {
        private long _timestamp = 1_000_000_000;

        public DateTimeOffset Wall { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => _timestamp;

        public void Pass(TimeSpan time)
        {
            Wall += time;
            _timestamp += time.Ticks;
        }
    }
}
