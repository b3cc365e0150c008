using System.Diagnostics.Metrics;

namespace QueueService.Functions.Service;

/// <summary>What one instrument of the engine has measured since the start. Thread-safe.</summary>
internal sealed class EngineFigure(Instrument instrument)
{
    private readonly Lock _gate = new();

    /// <summary>Count and sum by the labels, which have their braces or are empty.</summary>
    private readonly SortedDictionary<string, (long Count, double Sum)> _values = new(StringComparer.Ordinal);

    /// <summary>As OpenMetrics wants it: with the unit at its end.</summary>
    public string Name { get; } =
        "queue_service_" + instrument.Name["queue.".Length..].Replace('.', '_') + Unit(instrument);

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = tags.IsEmpty ? "" : $"{{{tags[0].Key}=\"{tags[0].Value}\"}}";
        lock (_gate)
        {
            (long count, double sum) = _values.GetValueOrDefault(labels);
            _values[labels] = (count + 1, sum + value);
        }
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
                    (long count, double sum) = _values.GetValueOrDefault("");
                    text.Family(Name, "summary", help);
                    text.Sample($"{Name}_count", "", count);
                    text.Sample($"{Name}_sum", "", sum);
                    break;
            }
        }
    }

    private void WriteSums(OpenMetricsText text, string name)
    {
        if (_values.Count == 0)
            text.Sample(name, "", 0);
        foreach ((string labels, (_, double sum)) in _values)
            text.Sample(name, labels, sum);
    }

    private static string Unit(Instrument instrument) => instrument.Unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        _ => "",
    };
}
