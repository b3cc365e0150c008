using QueueService.Routing.Metering;

namespace QueueService.Functions.Telemetry;

/// <summary>
/// One of the figures that each process keeps of an exchange, as <c>/metrics</c> and exporters tell it.
/// </summary>
/// <param name="Name">The last part of its name, in words joined by underscores.</param>
/// <param name="IsCounter">Whether it only ever grows.</param>
internal sealed record ExchangeFigure(string Name, string Help, bool IsCounter, Func<ExchangeFigures, long> Read)
{
    public static IReadOnlyList<ExchangeFigure> All { get; } =
    [
        new("published", "Messages published to an exchange.", true, figures => figures.Published),
        new("unroutable", "Messages published to an exchange that had no route.", true, figures => figures.Unroutable),
        new("copies_behind", "Copies on their way from an exchange to their queues.", false, figures => figures.Behind),
    ];
}
