using System.Diagnostics;

namespace QueueService.Tests.Chaos;

/// <summary>Tells how a run goes, now and then.</summary>
internal static class Progress
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    public static async Task TellAsync(Func<string> state, Action<string> tell, CancellationToken stopping)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (await Pause.WaitAsync(Period, stopping))
            tell($"{clock.Elapsed:hh\\:mm\\:ss} {state()}");
    }
}
