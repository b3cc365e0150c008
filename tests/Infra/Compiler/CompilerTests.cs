namespace QueueService.Tests.Infra.Compiler;

/// <summary>What the compiler of Bicep says of the files. It warns without failing, so any word of it counts.</summary>
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
}
