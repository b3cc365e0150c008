namespace QueueService.Benchmarks.Scenarios.Paired;

/// <summary>What is compared in one slice.</summary>
/// <param name="Limit">Within this ratio (after by before) the after is no worse: below 1 where more is better.</param>
/// <param name="Of">The value; null where the server does not tell.</param>
internal sealed record PairedFigure(string Name, double Limit, Func<PairedSlice, double?> Of)
{
    public bool MoreIsBetter => Limit < 1;

    public static IReadOnlyList<PairedFigure> All(double percent)
    {
        double less = 1 - (percent / 100);
        double more = 1 + (percent / 100);
        return
        [
            new("msg/s", less, slice => slice.Load.MessagesPerSecond),
            new("server CPU µs/msg", more, slice => slice.PerMessage(slice.Server.Cpu.TotalMicroseconds)),
            new("allocated bytes/msg", more, slice => slice.PerMessage(slice.Server.AllocatedBytes)),
            new("storage calls/msg", more, slice => slice.PerMessage(slice.Storage.Transactions)),
            new("storage bytes written/msg", more, slice => slice.PerMessage(slice.Storage.BytesWritten)),
        ];
    }
}
