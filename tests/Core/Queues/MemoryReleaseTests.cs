using QueueService.Queues;

namespace QueueService.Tests.Core.Queues;

public sealed class MemoryReleaseTests
{
    private long _allocated;
    private int _released;

    [Fact]
    public void Look_WhenALoneClientPollsAllDay_ReleasesNothing()
    {
        MemoryRelease release = Create();
        for (int n = 0; n < 24 * 60 * 3; n++)
        {
            _allocated += 10_000;
            release.Look(isAtRest: false);
            release.Look(isAtRest: true);
        }

        Assert.Equal(0, _released);
    }

    [Fact]
    public void Look_WhenALoadHasEnded_ReleasesOnce()
    {
        MemoryRelease release = Create();
        for (int n = 1; n <= 3; n++)
        {
            release.Look(isAtRest: false);
            _allocated += MemoryRelease.Worthwhile;
            release.Look(isAtRest: false);
            Assert.Equal(n - 1, _released);
            release.Look(isAtRest: true);
            release.Look(isAtRest: true);
            Assert.Equal(n, _released);
        }
    }

    private MemoryRelease Create() => new(() => _allocated, () => _released++);
}
