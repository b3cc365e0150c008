using System.Diagnostics.Metrics;
using QueueService.Routing;
using QueueService.Routing.Metering;

namespace QueueService.Functions.Telemetry;

/// <summary>The figures of exchanges as instruments of OpenTelemetry, read when an exporter asks.</summary>
internal sealed class ExchangeInstruments : IDisposable
{
    private readonly Meter _meter = new(QueueInstruments.MeterName);

    public ExchangeInstruments(ExchangeBroker exchanges)
    {
        foreach (ExchangeFigure figure in ExchangeFigure.All)
        {
            string name = $"queue.exchange.{figure.Name}";
            if (figure.IsCounter)
                _meter.CreateObservableCounter(name, () => Read(exchanges, figure), "{message}", figure.Help);
            else
                _meter.CreateObservableGauge(name, () => Read(exchanges, figure), "{message}", figure.Help);
        }
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Read(ExchangeBroker exchanges, ExchangeFigure figure) =>
        exchanges.ReadFigures().Select(figures => new Measurement<long>(figure.Read(figures), Tag(figures)));

    private static KeyValuePair<string, object?> Tag(ExchangeFigures figures) =>
        new("messaging.destination.name", figures.Exchange.Value);
}
