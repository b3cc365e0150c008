using System.Net;
using System.Text;

namespace QueueService.Tests.Chaos.Endurance.Charts;

/// <summary>Panels one below the other over one horizontal axis of minutes, as SVG.</summary>
internal sealed class SvgChart(string title, IReadOnlyList<double> minutes, IReadOnlyList<Panel> panels)
{
    private const int Width = 900;
    private const int Left = 90;
    private const int Right = 20;
    private const int Head = 50;
    private const int PlotHeight = 120;
    private const int PanelHeight = PlotHeight + 60;
    private const int Foot = 30;
    private const int LegendWidth = 150;
    private const int WantedTicks = 12;

    // Told apart by readers who do not see all colours.
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73"];

    private readonly StringBuilder _svg = new();

    private double Length => Math.Max(minutes.Count == 0 ? 0 : minutes[^1], double.Epsilon);

    public string Write()
    {
        int height = Head + (panels.Count * PanelHeight) + Foot;
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" """
            + """font-family="sans-serif" font-size="12" fill="#222">""");
        Line($"""<rect width="{Width}" height="{height}" fill="#fff"/>""");
        Line($"""<text x="{Left}" y="28" font-size="16" font-weight="bold">{Escape(title)}</text>""");
        for (int n = 0; n < panels.Count; n++)
            Draw(panels[n], Head + (n * PanelHeight) + 30);
        Line($"""<text x="{(Left + Width - Right) / 2}" y="{height - 8}" text-anchor="middle">minutes</text>""");
        Line("</svg>");
        return _svg.ToString();
    }

    private void Draw(Panel panel, int top)
    {
        int bottom = top + PlotHeight;
        Line($"""<text x="{Left}" y="{top - 10}" font-weight="bold">{Escape(panel.Title)}</text>""");
        Line($"""<text x="18" y="{top + (PlotHeight / 2)}" text-anchor="middle" transform="rotate(-90 18 {top + (PlotHeight / 2)})">{Escape(panel.Unit)}</text>""");
        for (double value = 0; value <= panel.Top + (panel.Step / 2); value += panel.Step)
        {
            double y = bottom - (value / panel.Top * PlotHeight);
            Line($"""<line x1="{Left}" y1="{y:0.#}" x2="{Width - Right}" y2="{y:0.#}" stroke="#ddd"/>""");
            Line($"""<text x="{Left - 8}" y="{y + 4:0.#}" text-anchor="end">{value:#,0.###}</text>""");
        }

        double step = Math.Max(1, Math.Ceiling(Length / WantedTicks));
        for (double minute = 0; minute <= Length; minute += step)
        {
            Line($"""<line x1="{X(minute):0.#}" y1="{bottom}" x2="{X(minute):0.#}" y2="{bottom + 4}" stroke="#222"/>""");
            Line($"""<text x="{X(minute):0.#}" y="{bottom + 17}" text-anchor="middle">{minute:0}</text>""");
        }

        Line($"""<path d="M{Left} {top}V{bottom}H{Width - Right}" fill="none" stroke="#222"/>""");
        for (int n = 0; n < panel.Lines.Count; n++)
            Draw(panel, n, top);
    }

    private void Draw(Panel panel, int index, int top)
    {
        string colour = Colours[index % Colours.Length];
        int legend = Width - Right - ((panel.Lines.Count - index) * LegendWidth);
        IReadOnlyList<double> values = panel.Lines[index].Values;
        IEnumerable<string> points = values.Select(
            (value, n) => $"{X(minutes[n]):0.#},{top + PlotHeight - (value / panel.Top * PlotHeight):0.#}");
        Line($"""<polyline points="{string.Join(' ', points)}" fill="none" stroke="{colour}" stroke-width="1.5"/>""");
        Line($"""<line x1="{legend}" y1="{top - 14}" x2="{legend + 20}" y2="{top - 14}" stroke="{colour}" stroke-width="3"/>""");
        Line($"""<text x="{legend + 26}" y="{top - 10}">{Escape(panel.Lines[index].Name)}</text>""");
    }

    private double X(double minute) => Left + (minute / Length * (Width - Left - Right));

    private void Line(string line) => _svg.Append(line).Append('\n');

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
