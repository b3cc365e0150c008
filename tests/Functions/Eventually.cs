using System.Runtime.CompilerServices;

namespace QueueService.Tests.Functions;

/// <summary>Waits for what another process or thread brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Looks until it is so; fails after a minute.</summary>
    /// <param name="what">Said when it fails; the condition itself.</param>
    internal static async Task UntilAsync(
        Func<Task<bool>> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "")
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo())
        {
            if (deadline.IsCancellationRequested)
                Assert.Fail($"In {Patience.TotalSeconds} s it has not come true: {what}");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, string)"/>
    internal static Task UntilAsync(Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
        UntilAsync(() => Task.FromResult(isSo()), what);
}
