using QueueService.Tests.Infra.Checks;
using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra;

/// <summary>What must hold for the Bicep files of this repository.</summary>
public sealed class InfraTests
{
    [Fact]
    public Task Names_WhenUsed_AreDeclaredAndNoneIsLeftOver() => NoneAsync(NamesCheck.Complaints);

    [Fact]
    public Task ParametersAndOutputs_WhenDeclared_AreDescribedAndBounded() => NoneAsync(DescriptionsCheck.Complaints);

    [Fact]
    public Task Roles_WhenGiven_ExistAndHaveTheirNames() => NoneAsync(RolesCheck.Complaints);

    [Fact]
    public Task Resources_WhenDeclared_AreSetAsTheyMust() => NoneAsync(RequirementsCheck.Complaints);

    [Fact]
    public async Task Modules_WhenCalled_GetTheirParametersAndNoOthers() =>
        Assert.Empty(ModulesCheck.Complaints(await Infrastructure.FilesAsync(), "infra/main.bicep"));

    [Fact]
    public async Task Secrets_WhenTheyPass_GoIntoTheVaultAndNowhereElse() =>
        Assert.Empty(SecretsCheck.Complaints(await Infrastructure.FilesAsync()));

    private static async Task NoneAsync(Func<BicepFile, IEnumerable<string>> complaints) =>
        Assert.Empty((await Infrastructure.FilesAsync()).SelectMany(complaints));
}
