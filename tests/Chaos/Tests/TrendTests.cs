using QueueService.Tests.Chaos.Endurance;

namespace QueueService.Tests.Chaos.Tests;

public sealed class TrendTests
{
    private static readonly Measure Memory = Measure.All("rows").First(measure => measure.Name is "resident");

    [Fact]
    public void Of_WhenItGrewWhileWarmingUpOnly_IsFlat() => Assert.True(Of(50, 200, 201, 200, 202, 199, 210, 201).IsFlat);

    [Fact]
    public void Of_WhenItGrowsToTheEnd_IsNotFlat()
    {
        Trend trend = Of(50, 60, 100, 110, 140, 150, 180, 190);
        Assert.False(trend.IsFlat);
        Assert.Equal(190.0 / 110 - 1, trend.Growth, precision: 6);
    }

    [Fact]
    public void Of_WhenGrowthIsASmallShareOrAmount_IsFlat()
    {
        Assert.True(Of(0, 0, 300, 300, 0, 0, 320, 320).IsFlat);
        Assert.True(Of(0, 0, 20, 20, 0, 0, 29, 29).IsFlat);
        Assert.False(Of(0, 0, 20, 20, 0, 0, 31, 31).IsFlat);
    }

    [Fact]
    public void Of_WhenThereAreTooFewSamples_Throws() => Assert.Throws<ArgumentException>(() => Of(1, 2, 3));

    private static Trend Of(params double[] resident) =>
        Trend.Of(Memory, [.. resident.Select((value, n) => EnduranceSamples.Of(n, value))]);
}
