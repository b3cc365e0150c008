using System.Text.Json;
using System.Text.RegularExpressions;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Azd;

public sealed partial class AzureYamlTests
{
    private const string Valid = "name: x\nservices:\n  a:\n    project: functions\n    language: dotnet\n    host: function\n";

    private static readonly AzureYaml Yaml = AzureYaml.Parse(Repository.Read("azure.yaml"));

    [Fact]
    public void File_WhenRead_NamesWhatIsThere() => Assert.Empty(AzureYamlCheck.Complaints(Yaml, Repository.Root));

    [Theory]
    [InlineData("name: x", "there are no services")]
    [InlineData(Valid + "infra:\n  path: elsewhere", "there is no elsewhere/main.bicep")]
    [InlineData("services:\n  a:\n    project: nowhere", "service a: 'nowhere' is no folder with one project")]
    [InlineData("services:\n  a:\n    host: appservice", "service a: 'appservice' is no host")]
    [InlineData("services:\n  a:\n    language: js", "service a: 'js' is not the language")]
    [InlineData("services:\n  main:\n    host: function", "service main: azd would take main.bicep")]
    [InlineData(Valid + "hooks:\n  postup:\n    posix:\n      run: a.sh", "hook postup: is not there for both")]
    [InlineData(Valid + "hooks:\n  postup:\n    run: a.sh", "hook postup: is not there for both")]
    [InlineData(Valid + "    hooks:\n      predeploy:\n        posix:\n          run: a.sh", "hook predeploy: there is no a.sh")]
    [InlineData(Valid + "hooks:\n  postup:\n    posix:\n      run: README.sh\n    windows:\n      run: b.ps1", "there is no b.ps1")]
    public void Complaints_WhenTheFileIsWrong_TellIt(string source, string complaint) => Assert.Contains(
        AzureYamlCheck.Complaints(AzureYaml.Parse(source), Repository.Root),
        found => found.Contains(complaint, StringComparison.Ordinal));

    [Fact]
    public void Complaints_WhenAScriptCannotBeRun_TellIt()
    {
        if (OperatingSystem.IsWindows())
            return;
        string folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "a.sh"), "");
        string[] complaints =
            [.. AzureYamlCheck.Complaints(AzureYaml.Parse("hooks:\n  up:\n    posix:\n      run: a.sh"), folder)];
        Directory.Delete(folder, recursive: true);
        Assert.Contains("hook up: a.sh is not executable", complaints);
    }

    [Fact]
    public async Task Services_WhenDeployed_AreFoundByTheTagsOfResources()
    {
        string[] tagged =
        [
            .. (await Infrastructure.DefaultAsync()).Resources
                .Select(resource => resource.Json.Text("tags.azd-service-name")).OfType<string>(),
        ];
        Assert.Equal(Yaml.Services.Keys.Order(StringComparer.Ordinal), tagged.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Outputs_WhenImagesArePushed_NameTheRegistry()
    {
        Template main = await Infrastructure.TemplateAsync();
        Assert.Contains(Yaml.Services.Values, service => service.Host is "containerapp");
        Assert.Contains(main.Outputs, output => output.Name is "AZURE_CONTAINER_REGISTRY_ENDPOINT");
    }

    [Fact]
    public async Task Parameters_WhenGivenByAzd_AreDeclaredWithTheSameDefaults()
    {
        Template main = await Infrastructure.TemplateAsync();
        using var file = JsonDocument.Parse(Repository.Read("infra/main.parameters.json"));
        var given = file.RootElement.GetProperty("parameters").EnumerateObject()
            .ToDictionary(parameter => parameter.Name, Value, StringComparer.Ordinal);
        Assert.Empty(given.Keys.Except(main.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal));
        Assert.Empty(main.Parameters.Where(parameter => parameter.Value.At("defaultValue") is null).Select(parameter => parameter.Name)
            .Except(given.Keys, StringComparer.Ordinal));
        foreach (JsonProperty parameter in main.Parameters)
        {
            if (parameter.Value.At("defaultValue") is { } value && given.TryGetValue(parameter.Name, out Match? variable))
                Assert.Equal((parameter.Name, Plain(value)), (parameter.Name, variable.Groups["default"].Value));
        }
    }

    [Fact]
    public async Task Variables_WhenAzdStoresOutputs_AreNotThoseOfParameters()
    {
        Template main = await Infrastructure.TemplateAsync();
        string[] inputs =
        [
            .. Variable().Matches(Repository.Read("infra/main.parameters.json")).Select(match => match.Groups["name"].Value),
        ];
        Assert.Equal(inputs.Length, inputs.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(inputs.Intersect(main.Outputs.Select(output => output.Name), StringComparer.Ordinal));
    }

    private static Match Value(JsonProperty parameter)
    {
        Match match = Variable().Match(parameter.Value.GetProperty("value").GetString()!);
        Assert.True(match.Success, $"{parameter.Name} is not one variable.");
        return match;
    }

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => $"{value}",
    };

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)(=(?<default>[^}]*))?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
