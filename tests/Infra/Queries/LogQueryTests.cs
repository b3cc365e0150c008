using System.Text.RegularExpressions;

namespace QueueService.Tests.Infra.Queries;

/// <summary>The queries find queues and exchanges in the lines that the maintenance tick logs.</summary>
public sealed partial class LogQueryTests
{
    private const string Depth = "depth";
    private const string Flow = "flow";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What is logged, by the query that reads it.</summary>
    private static readonly Dictionary<string, string> Templates = new(StringComparer.Ordinal)
    {
        [Depth] = "QueueDepth {Queue} {Visible} {InFlight} {Delayed} {OldestAgeSeconds} {DeadLettered}",
        [Flow] = "ExchangeFlow {Exchange} {Published} {Unroutable} {Held} {Behind}",
    };

    public static TheoryData<string> Queries => [.. Templates.Keys];

    [Theory]
    [InlineData(Depth, "QueueDepth orders 1200 3 0 45.25 7", "orders|1200|3|0|45.25|7")]
    [InlineData(Depth, "info: QueueService.Timers.Maintenance[7] QueueDepth orders.fifo 0 0 0 0 0", "orders.fifo|0|0|0|0|0")]
    [InlineData(Flow, "ExchangeFlow orders.eu:1 1200 3 0 7", "orders.eu:1|1200|3|0|7")]
    [InlineData(Flow, "info: QueueService.Timers.Maintenance[8] ExchangeFlow a-b_c 0 0 0 0", "a-b_c|0|0|0|0")]
    public void Line_WhenLogged_IsFoundWithAllItsFields(string query, string line, string fields)
    {
        Match match = Regex.Match(line, Pattern(query), RegexOptions.None, Patience);
        Assert.Equal(fields, string.Join('|', match.Groups.Values.Skip(1).Select(group => group.Value)));
    }

    [Theory]
    [InlineData(Depth, "Received {Count} from QueueDepth")]
    [InlineData(Depth, "QueueDepth orders 1 2")]
    [InlineData(Flow, "ExchangeFlow orders 1 2 3")]
    public void Line_WhenItIsAnother_IsNotFound(string query, string line) => Assert.DoesNotMatch(Pattern(query), line);

    [Theory]
    [MemberData(nameof(Queries))]
    public void Pattern_WhenTheFieldsChange_ChangesToo(string query)
    {
        int fields = Field().Count(Templates[query]);
        Assert.Equal(fields, new Regex(Pattern(query), RegexOptions.None, Patience).GetGroupNumbers().Length - 1);
        Assert.Equal(fields, Index().Count(Text(query)));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Program_WhenItLogs_UsesTheSameWordsInTheSameOrder(string query)
    {
        string name = Templates[query].Split(' ')[0];
        string[] logged =
        [
            .. new[] { "functions", "core" }.SelectMany(folder => Repository.Files(folder, "*.cs"))
                .Select(Repository.Read)
                .SelectMany(source => Logged().Matches(source))
                .Select(match => match.Value)
                .Where(line => line.StartsWith(name, StringComparison.Ordinal)),
        ];
        Assert.Equal(Templates[query], Assert.Single(logged));
    }

    private static string Text(string query) => Repository.Read($"infra/queries/{query}.kql");

    private static string Pattern(string query) => Verbatim().Match(Text(query)).Groups["pattern"].Value;

    [GeneratedRegex("extract_all\\(@'(?<pattern>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Verbatim();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Field();

    [GeneratedRegex(@"fields\[\d\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Index();

    [GeneratedRegex("(QueueDepth|ExchangeFlow) \\{[^\"]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Logged();
}
