using QueueService.Tests.Chaos.Endurance;

namespace QueueService.Tests.Chaos.Tests;

/// <summary>Samples of which one figure matters.</summary>
internal static class EnduranceSamples
{
    public static Sample Of(double minutes, double resident) =>
        new(minutes, 500, 500, 100, resident, 50, 2000, 3, (1, 2), (1, 2), (3, 9));
}
