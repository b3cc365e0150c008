using QueueService.Tests.Infra.Checks;
using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra;

public sealed class SyntaxTests
{
    [Fact]
    public async Task Files_WhenParsed_AreBicep()
    {
        IReadOnlyList<BicepFile> files = await Infrastructure.FilesAsync();
        Assert.Contains(files, file => string.Equals(file.Path, "infra/main.bicep", StringComparison.Ordinal));
        Assert.Empty(files.SelectMany(SyntaxCheck.Complaints));
    }

    [Theory]
    [InlineData("param a string = {")]
    [InlineData("param a string = 'x\nvar b = 1")]
    [InlineData("resource 'Microsoft.Web/sites@2024-04-01' = {}")]
    [InlineData("var a = [1 2")]
    [InlineData("module a 'a.bicep' = if true {}")]
    public async Task Complaints_WhenTheSourceIsBroken_SayWhere(string source)
    {
        BicepFile file = Assert.Single(await BicepFile.ReadAsync([("broken.bicep", source)]));
        Assert.Contains(
            SyntaxCheck.Complaints(file),
            complaint => complaint.StartsWith("broken.bicep:", StringComparison.Ordinal));
    }
}
