namespace QueueService.Tests.Infra.Snapshots;

/// <summary>Names of resources are ones that Azure takes.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", "^[a-z0-9]{3,24}$")]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices/containers", "^[a-z0-9](-?[a-z0-9]){2,62}$")]
    [InlineData("Microsoft.KeyVault/vaults", "^[a-z](-?[a-z0-9]){2,23}$")]
    [InlineData("Microsoft.ContainerRegistry/registries", "^[a-z0-9]{5,50}$")]
    [InlineData("Microsoft.Web/sites", "^[a-z0-9](-?[a-z0-9]){1,59}$")]
    [InlineData("Microsoft.Web/serverfarms", "^[a-z0-9](-?[a-z0-9]){0,39}$")]
    [InlineData("Microsoft.App/containerApps", "^[a-z](-?[a-z0-9]){1,31}$")]
    [InlineData("Microsoft.App/managedEnvironments", "^[a-z](-?[a-z0-9]){1,31}$")]
    [InlineData("Microsoft.ManagedIdentity/userAssignedIdentities", "^[a-z](-?[a-z0-9]){2,127}$")]
    [InlineData("Microsoft.OperationalInsights/workspaces", "^[a-z](-?[a-z0-9]){3,62}$")]
    [InlineData("Microsoft.Resources/resourceGroups", "^[a-z](-?[a-z0-9]){0,89}$")]
    public async Task Names_WhenComputed_AreAllowed(string type, string allowed)
    {
        string[] names = [.. (await Infrastructure.WithEveryOptionAsync()).Of(type).Select(resource => resource.Name.Split('/')[^1])];
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Matches(allowed, name));
    }
}
