using QueueService.Tests.Core.Queues;

namespace QueueService.Tests.Core;

public sealed class FakeTimeTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void Run_WhenEverythingWaits_GoesOnToTheNextTimerAndNoFurther()
    {
        DateTimeOffset start = _time.GetUtcNow();
        List<int> order = [];
        _time.Run(() => Task.WhenAll(WaitAsync(3), WaitAsync(1), WaitAsync(2)));
        Assert.Equal([1, 2, 3], order);
        Assert.Equal(TimeSpan.FromMinutes(3), _time.GetUtcNow() - start);

        async Task WaitAsync(int minutes)
        {
            await Task.Delay(TimeSpan.FromMinutes(minutes), _time);
            await Task.Yield();
            Assert.Equal(TimeSpan.FromMinutes(minutes), _time.GetUtcNow() - start);
            order.Add(minutes);
        }
    }

    [Fact]
    public void Run_WhenTheTestFails_FailsTheSame() => Assert.Throws<InvalidDataException>(() => _time.Run(async () =>
    {
        await Task.Yield();
        throw new InvalidDataException();
    }));

    [Fact]
    public void Until_WhenItDoesNotComeTrue_SaysWhatWasAwaited()
    {
        bool hasCome = false;
        string failed = Assert.ThrowsAny<Exception>(
            () => _time.Run(() => BrokerCluster.UntilAsync(_time, () => Task.FromResult(hasCome)))).Message;
        Assert.Contains(nameof(hasCome), failed, StringComparison.Ordinal);
    }
}
