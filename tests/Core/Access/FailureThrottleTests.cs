using QueueService.Access;

namespace QueueService.Tests.Core.Access;

public sealed class FailureThrottleTests
{
    [Fact]
    public void Count_WhenAMinuteIsOver_BeginsAnew()
    {
        FakeTime time = new();
        FailureThrottle failures = new(time);
        Assert.Equal(1, failures.Count("a"));
        Assert.Equal(2, failures.Count("a"));
        Assert.Equal(1, failures.Count("b"));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(TimeSpan.FromSeconds(1), failures.TimeLeft);
        Assert.Equal(3, failures.Count("a"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, failures.Count("a"));
    }

    [Fact]
    public void Count_WhenManyFail_CountsThoseWhoAreNewTogether()
    {
        FailureThrottle failures = new(new FakeTime());
        for (int n = 0; n < 10_000; n++)
            Assert.Equal(1, failures.Count($"address {n}"));
        Assert.Equal(1, failures.Count("one more"));
        Assert.Equal(2, failures.Count("and another"));
        Assert.Equal(2, failures.Count("address 7"));
    }
}
