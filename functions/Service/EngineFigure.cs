using System.Diagnostics.Metrics;

namespace QueueService.Functions.Service;

/// <summary>What one instrument of the engine has measured since the start. Thread-safe.</summary>
internal sealed class EngineFigure(Instrument instrument)
{
    private readonly Lock _gate = new();

    /// <summary>In the order of their labels: few, so that the right one is found by a look at each.</summary>
    private readonly List<EngineSeries> _series = [];

    /// <summary>As OpenMetrics wants it: with the unit at its end.</summary>
    public string Name { get; } =
        "queue_service_" + instrument.Name["queue.".Length..].Replace('.', '_') + Unit(instrument);

    /// <summary>Allocates nothing, except for tags that come for the first time.</summary>
    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_gate)
            Of(tags).Add(value);
    }

    public void WriteTo(OpenMetricsText text)
    {
        string help = instrument.Description ?? "";
        lock (_gate)
        {
            switch (instrument)
            {
                case Counter<long>:
                    text.Family(Name, "counter", help);
                    WriteSums(text, $"{Name}_total");
                    break;
                case UpDownCounter<long>:
                    text.Family(Name, "gauge", help);
                    WriteSums(text, Name);
                    break;
                default:
                    text.Family(Name, "summary", help);
                    WriteSummaries(text);
                    break;
            }
        }
    }

    private EngineSeries Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (EngineSeries known in _series)
        {
            if (known.Has(tags))
                return known;
        }

        EngineSeries series = new(tags.ToArray());
        _series.Add(series);
        _series.Sort((left, right) => string.CompareOrdinal(left.Labels, right.Labels));
        return series;
    }

    private void WriteSums(OpenMetricsText text, string name)
    {
        if (_series.Count == 0)
            text.Sample(name, "", 0);
        foreach (EngineSeries series in _series)
            text.Sample(name, series.Labels, series.Sum);
    }

    private void WriteSummaries(OpenMetricsText text)
    {
        foreach (EngineSeries series in _series)
        {
            text.Sample($"{Name}_count", series.Labels, series.Count);
            text.Sample($"{Name}_sum", series.Labels, series.Sum);
        }
    }

    private static string Unit(Instrument instrument) => instrument.Unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        _ => "",
    };
}
