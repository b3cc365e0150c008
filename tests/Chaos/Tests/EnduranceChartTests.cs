using System.Xml.Linq;
using QueueService.Tests.Chaos.Endurance;
using QueueService.Tests.Chaos.Endurance.Charts;

namespace QueueService.Tests.Chaos.Tests;

public sealed class EnduranceChartTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(3, 1, 3)]
    [InlineData(220, 100, 300)]
    [InlineData(0.35, 0.1, 0.4)]
    [InlineData(32_000, 10_000, 40_000)]
    public void Step_WhenTheLargestValueIsKnown_IsARoundNumber(double largest, double step, double top)
    {
        Panel panel = new("Memory", "MiB", [new Series("resident", [0, largest])]);
        Assert.Equal(step, panel.Step, precision: 9);
        Assert.Equal(top, panel.Top, precision: 9);
    }

    [Fact]
    public void Write_WhenThereAreLines_IsSvgWithLabelsAndAPointForEachValue()
    {
        Panel panel = new("Latency < 1", "ms", [new Series("send", [1, 4, 2]), new Series("ack", [0, 0, 5])]);
        XElement svg = XElement.Parse(new SvgChart("one & all", [0, 30, 60], [panel, panel]).Write());
        string[] texts = [.. svg.Descendants().Where(element => element.Name.LocalName is "text").Select(text => text.Value)];
        string[] wanted = ["one & all", "Latency < 1", "ms", "send", "ack", "minutes", "0", "60"];
        Assert.All(wanted, text => Assert.Contains(text, texts));
        XElement[] lines = [.. svg.Descendants().Where(element => element.Name.LocalName is "polyline")];
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.Equal(3, line.Attribute("points")!.Value.Split(' ').Length));
    }

    [Fact]
    public void Write_WhenThereAreSamples_IsATableWithAColumnForEachFigure()
    {
        IReadOnlyList<Measure> measures = Measure.All("rows");
        string[] lines = SampleTable.Write(measures, [EnduranceSamples.Of(0.5, 200.25)]).Split('\n');
        Assert.Contains("Memory: resident (MiB)", lines[0], StringComparison.Ordinal);
        Assert.Equal("0.5,500,500,100,200.25,50,2000,3,1,1,3,2,2,9", lines[1]);
    }
}
