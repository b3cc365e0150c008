using System.Globalization;
using System.Text;

namespace QueueService.Functions.Service;

/// <summary>Builds text in the OpenMetrics 1.0 format.</summary>
internal sealed class OpenMetricsText
{
    public const string MediaType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private readonly StringBuilder _text = new();

    public void Family(string name, string type, string help) =>
        _text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n# HELP {name} {help}\n");

    /// <param name="labels">With their braces, or empty.</param>
    public void Sample(string name, string labels, double value) =>
        _text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value:0.######}\n");

    public void Counter(string name, string help, double value)
    {
        Family(name, "counter", help);
        Sample($"{name}_total", "", value);
    }

    public void Gauge(string name, string help, double value)
    {
        Family(name, "gauge", help);
        Sample(name, "", value);
    }

    public string End() => _text.Append("# EOF\n").ToString();
}
