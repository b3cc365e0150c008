using System.Text.RegularExpressions;

namespace QueueService.Tests.Infra.Queries;

/// <summary>The query finds the depth of queues in the line that the maintenance tick logs.</summary>
public sealed partial class DepthQueryTests
{
    private const string Template = "QueueDepth {Queue} {Visible} {InFlight} {Delayed} {OldestAgeSeconds} {DeadLettered}";

    private static readonly string Query = Repository.Read("infra/queries/depth.kql");

    [Theory]
    [InlineData("QueueDepth orders 1200 3 0 45.25 7", "orders|1200|3|0|45.25|7")]
    [InlineData("info: QueueService.Timers.Maintenance[7] QueueDepth orders.fifo 0 0 0 0 0", "orders.fifo|0|0|0|0|0")]
    public void Depth_WhenLogged_IsFoundWithAllItsFields(string line, string fields)
    {
        Match match = Regex.Match(line, Pattern(), RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.Equal(fields, string.Join('|', match.Groups.Values.Skip(1).Select(group => group.Value)));
    }

    [Theory]
    [InlineData("Received {Count} from QueueDepth")]
    [InlineData("QueueDepth orders 1 2")]
    public void Depth_WhenTheLineIsAnother_IsNotFound(string line) => Assert.DoesNotMatch(Pattern(), line);

    [Fact]
    public void Pattern_WhenTheFieldsChange_ChangesToo()
    {
        string[] fields = Field().Matches(Template).Select(field => field.Value).ToArray();
        Assert.Equal(fields.Length, new Regex(Pattern(), RegexOptions.None, TimeSpan.FromSeconds(1)).GetGroupNumbers().Length - 1);
        Assert.Equal(fields.Length, Index().Count(Query));
    }

    [Fact]
    public void Program_WhenItLogsDepth_UsesTheSameWordsInTheSameOrder() => Assert.All(
        new[] { "functions", "core" }.SelectMany(folder => Repository.Files(folder, "*.cs")).Select(Repository.Read)
            .SelectMany(source => Logged().Matches(source)),
        logged => Assert.Equal(Template, logged.Value));

    private static string Pattern() => Verbatim().Match(Query).Groups["pattern"].Value;

    [GeneratedRegex("extract_all\\(@'(?<pattern>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Verbatim();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();

    [GeneratedRegex(@"fields\[\d\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Index();

    [GeneratedRegex("QueueDepth \\{[^\"]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Logged();
}
