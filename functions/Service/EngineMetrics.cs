using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using QueueService.Queues;

namespace QueueService.Functions.Service;

/// <summary>
/// Sums up the instruments of the engine for <c>/metrics</c>: what explains why a queue is slow. Durations and sizes
/// are shown as summaries of count and sum.
/// </summary>
internal sealed class EngineMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, EngineFigure> _figures = new();

    public EngineMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (string.Equals(instrument.Meter.Name, Broker.CommitMeterName, StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument, _figures.GetOrAdd(instrument, Create));
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, figure) => Add(figure, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, figure) => Add(figure, value, tags));
        _listener.Start();
    }

    public void WriteTo(OpenMetricsText text)
    {
        foreach (EngineFigure figure in _figures.Values.OrderBy(figure => figure.Name, StringComparer.Ordinal))
            figure.WriteTo(text);
    }

    public void Dispose() => _listener.Dispose();

    private static EngineFigure Create(Instrument instrument) => new(instrument);

    private static void Add(object? figure, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((EngineFigure)figure!).Add(value, tags);
}
