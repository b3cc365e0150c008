using System.Reflection;
using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra;

/// <summary>Functions that the infrastructure names are in the program.</summary>
public sealed class FunctionsTests
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
    public async Task Functions_WhenBicepNamesThem_AreInTheProgram()
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

    private static string Name(MethodInfo method) =>
        (string)Attribute(method, "FunctionAttribute")!.ConstructorArguments[0].Value!;

    private static string Trigger(MethodInfo method) => method.GetParameters()
        .SelectMany(parameter => parameter.CustomAttributes)
        .Select(attribute => attribute.AttributeType.Name)
        .Single(name => name.EndsWith("TriggerAttribute", StringComparison.Ordinal));

    private static CustomAttributeData? Attribute(MethodInfo method, string name) => method.CustomAttributes
        .FirstOrDefault(attribute => string.Equals(attribute.AttributeType.Name, name, StringComparison.Ordinal));
}
