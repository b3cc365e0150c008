using System.Runtime.Versioning;
using System.Text.Json;

namespace QueueService.Tests.Infra.Compiler;

/// <summary>What the compiler of Bicep says of the files. It warns without failing, so any word of it counts.</summary>
[SupportedOSPlatform("linux")]
public sealed class CompilerTests
{
    [Fact]
    public async Task Files_WhenLinted_HaveNoErrorsAndNoWarnings()
    {
        (string output, string complaints) = await BicepCompiler.RunAsync("lint", "main.bicep");
        Assert.Equal(("", ""), (output, complaints));
    }

    [Fact]
    public async Task Lint_WhenAFileIsWrong_SaysSo()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("queue-service-bicep");
        try
        {
            string file = Path.Combine(folder.FullName, "wrong.bicep");
            await File.WriteAllTextAsync(file, "resource a 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n  name: 'a'\n}\n");
            (_, string complaints) = await BicepCompiler.RunAsync("lint", file);
            Assert.Contains("BCP035", complaints, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Files_WhenFormatted_StayAsTheyAre()
    {
        foreach (string path in Repository.Files("infra", "*.bicep"))
        {
            string file = Path.Combine(Repository.Root, path);
            (string formatted, _) = await BicepCompiler.RunAsync("format", file, "--stdout");
            Assert.Equal(await File.ReadAllTextAsync(file), formatted);
        }
    }

    [Fact]
    public async Task Files_WhenBuilt_DeleteNothingByAgeAndSetNothingThatFlexRefuses()
    {
        (string template, string complaints) = await BicepCompiler.RunAsync("build", "main.bicep", "--stdout");
        Assert.Empty(complaints);
        using JsonDocument built = JsonDocument.Parse(template);
        Template.Resource[] resources = [.. Template.Resources(built.RootElement)];
        Assert.Contains(resources, resource => resource.Type is "Microsoft.Web/sites");
        Assert.DoesNotContain(resources, resource => resource.Type is "Microsoft.Storage/storageAccounts/managementPolicies");
        Assert.Empty(resources.Where(resource => resource.Type is "Microsoft.Web/sites").SelectMany(Template.RefusedOnFlex));
    }
}
