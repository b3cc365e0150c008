using System.Diagnostics;
using System.Text.RegularExpressions;
using QueueService.Tests.Infra.Costs;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Readme;

/// <summary>infra/README.md tells what is there, and what it costs by the prices and measurements of today.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Parameters_WhenTheyChange_AreListed() => ReadmeSection.AssertIs(
        "parameters",
        ReadmeTables.Parameters(await Infrastructure.TemplateAsync(), Repository.Read("infra/main.parameters.json")));

    [Fact]
    public async Task Outputs_WhenTheyChange_AreListed() =>
        ReadmeSection.AssertIs("outputs", ReadmeTables.Outputs(await Infrastructure.TemplateAsync()));

    [Fact]
    public void Costs_WhenPricesOrMeasurementsChange_AreComputed() => ReadmeSection.AssertIs("costs", CostTable.Costs());

    [Fact]
    public void Options_WhenPricesChange_AreComputed() => ReadmeSection.AssertIs("options", CostTable.Options());

    [Fact]
    public void Prices_WhenTheyChange_AreListed() => ReadmeSection.AssertIs("prices", CostTable.PriceList());

    [Fact]
    public void Files_WhenTheyAreBicep_AreExplained()
    {
        string readme = Repository.Read("infra/README.md");
        Assert.All(
            Repository.Files("infra", "*.bicep").Select(path => path.Split('/')[^1]),
            name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Variables_WhenTheReadmeSetsOrReadsThem_Exist()
    {
        Template main = await Infrastructure.TemplateAsync();
        string parameters = Repository.Read("infra/main.parameters.json");
        string[] used =
        [
            .. Variable().Matches(Repository.Read("infra/README.md")).Select(match => match.Value).Distinct(StringComparer.Ordinal),
        ];
        Assert.NotEmpty(used);
        Assert.Empty(used.Where(name => !parameters.Contains($"${{{name}", StringComparison.Ordinal))
            .Except(main.Outputs.Select(output => output.Name), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("InaccessibleStorageException")]
    [InlineData("https://github.com/Azure/azure-functions-dotnet-worker/issues/3335")]
    [InlineData("management-policy delete")]
    [InlineData("--app-roles @infra/entra-roles.json")]
    [InlineData("dotnet run --project infra/Backup -- ")]
    public void Readme_WhenSomethingGoesWrongOrIsWanted_SaysWhatToDo(string told) =>
        Assert.Contains(told, Repository.Read("infra/README.md"), StringComparison.Ordinal);

    [Fact]
    public async Task Commands_WhenTheyAreToBeTyped_AreOnesThatAShellReads()
    {
        if (OperatingSystem.IsWindows())
            return;
        string[] blocks = [.. Block().Matches(Repository.Read("infra/README.md")).Select(match => match.Groups["text"].Value)];
        Assert.True(blocks.Length > 5);
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-n"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        await shell.StandardInput.WriteAsync(string.Concat(blocks));
        shell.StandardInput.Close();
        Assert.Empty(await shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }

    [GeneratedRegex("```sh\\n(?<text>[^`]+)```", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"\bQUEUE_[A-Z_]+\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
