using System.Text.Json;
using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra;

/// <summary>Functions that the infrastructure names are in the package.</summary>
public sealed class FunctionsTests
{
    private static readonly Dictionary<string, string> Triggers = Repository.Files("functions", "function.json")
        .ToDictionary(path => path.Split('/')[^2], Trigger, StringComparer.Ordinal);

    [Theory]
    [InlineData("http", "httpTrigger")]
    [InlineData("maintenance", "timerTrigger")]
    public void Functions_WhenPackaged_HaveTheTriggersThatTheAlertsCountOn(string function, string trigger) =>
        Assert.Equal(trigger, Triggers[function]);

    [Fact]
    public async Task Functions_WhenBicepNamesThem_AreInThePackage()
    {
        string[] named =
        [
            .. (await Infrastructure.FilesAsync()).SelectMany(file => file.Variables)
                .Where(variable => variable.Name.EndsWith("Function", StringComparison.Ordinal))
                .Select(variable => variable.Value!.Literal()!),
        ];
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Triggers.Keys, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Queries_WhenTheyAskForAFunction_NameItByItsVariable()
    {
        IEnumerable<SyntaxNode> texts = (await Infrastructure.FilesAsync()).SelectMany(file => file.Root.All("string"));
        SyntaxNode[] queries = [.. texts.Where(text => text.Text.Contains("name == \"", StringComparison.Ordinal))];
        Assert.NotEmpty(queries);
        Assert.All(queries, query => Assert.Matches("name == \"\\$\\{\\w+Function\\}\"", query.Text));
    }

    private static string Trigger(string path)
    {
        using var function = JsonDocument.Parse(Repository.Read(path));
        return function.RootElement.GetProperty("bindings").EnumerateArray()
            .Select(binding => binding.GetProperty("type").GetString()!)
            .Single(type => type.EndsWith("Trigger", StringComparison.Ordinal));
    }
}
