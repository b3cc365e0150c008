using System.Reflection;
using System.Text.RegularExpressions;
using QueueService.Tests.Infra.Queries;

namespace QueueService.Tests.Infra;

/// <summary>Functions that the infrastructure names are in the program.</summary>
public sealed partial class FunctionsTests
{
    private static readonly Dictionary<string, string> Triggers = Assembly.Load("QueueService").GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(method => Attribute(method, "FunctionAttribute") is not null)
        .ToDictionary(Name, Trigger, StringComparer.Ordinal);

    [Theory]
    [InlineData("http", "HttpTriggerAttribute")]
    [InlineData("maintenance", "TimerTriggerAttribute")]
    public void Functions_WhenTheHostIsToldOfThem_HaveTheTriggersThatTheAlertsCountOn(string function, string trigger) =>
        Assert.Equal(trigger, Triggers[function]);

    [Fact]
    public async Task Queries_WhenTheyAskForAFunction_NameOneOfTheProgram()
    {
        string[] named =
        [
            .. (await DeployedQuery.AllAsync()).SelectMany(query => Asked().Matches(query.Text))
                .Select(match => match.Groups["function"].Value).Distinct(StringComparer.Ordinal),
        ];
        Assert.Equal(["http", "maintenance"], named.Order(StringComparer.Ordinal));
        Assert.Empty(named.Except(Triggers.Keys, StringComparer.Ordinal));
    }

    private static string Name(MethodInfo method) =>
        (string)Attribute(method, "FunctionAttribute")!.ConstructorArguments[0].Value!;

    private static string Trigger(MethodInfo method) => method.GetParameters()
        .SelectMany(parameter => parameter.CustomAttributes)
        .Select(attribute => attribute.AttributeType.Name)
        .Single(name => name.EndsWith("TriggerAttribute", StringComparison.Ordinal));

    private static CustomAttributeData? Attribute(MethodInfo method, string name) => method.CustomAttributes
        .FirstOrDefault(attribute => string.Equals(attribute.AttributeType.Name, name, StringComparison.Ordinal));

    [GeneratedRegex("\\bname == \"(?<function>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asked();
}
