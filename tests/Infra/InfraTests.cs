using QueueService.Tests.Infra.Checks;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra;

/// <summary>What must hold for the Bicep files of this repository beyond what the compiler checks.</summary>
public sealed class InfraTests
{
    [Fact]
    public Task ParametersAndOutputs_WhenDeclared_AreDescribedAndBounded() => NoneAsync(DescriptionsCheck.Complaints);

    [Fact]
    public Task Roles_WhenGiven_ExistAndHaveTheirNames() => NoneAsync(RolesCheck.Complaints);

    [Fact]
    public Task Resources_WhenDeclared_AreSetAsTheyMust() => NoneAsync(RequirementsCheck.Complaints);

    [Fact]
    public async Task Modules_WhenWritten_AreUsedAndSoIsWhatTheyTell() => Assert.Empty(ModulesCheck.Complaints(
        await Infrastructure.TemplateAsync(),
        Repository.Files("infra", "*.bicep").Select(path => (path, Repository.Read(path)))));

    [Fact]
    public async Task Secrets_WhenTheyPass_GoIntoTheVaultAndNowhereElse() =>
        Assert.Empty(SecretsCheck.Complaints(await Infrastructure.TemplateAsync()));

    private static async Task NoneAsync(Func<Template, IEnumerable<string>> complaints)
    {
        Template main = await Infrastructure.TemplateAsync();
        Assert.Contains(main.All, template => template.Resources.Any(resource => resource.Is("Microsoft.Web/sites")));
        Assert.Empty(main.All.SelectMany(complaints));
    }
}
