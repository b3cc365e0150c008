using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Evaluation;

/// <summary>Names of resources are ones that Azure takes.</summary>
public sealed class NameTests
{
    private static readonly Dictionary<string, object> Given = new(StringComparer.Ordinal)
    {
        // What uniqueString gives has 13 characters.
        ["resourceToken"] = "a1b2c3d4e5f6g",
        ["environmentName"] = "production",
        ["storagePrefix"] = new string('q', 40),
    };

    [Theory]
    [InlineData("infra/storage.bicep", "account", "^[a-z0-9]{3,24}$")]
    [InlineData("infra/storage.bicep", "data", "^[a-z0-9](-?[a-z0-9]){2,62}$")]
    [InlineData("infra/vault.bicep", "vault", "^[a-z](-?[a-z0-9]){2,23}$")]
    [InlineData("infra/registry.bicep", "registry", "^[a-z0-9]{5,50}$")]
    [InlineData("infra/function-app.bicep", "app", "^[a-z0-9](-?[a-z0-9]){1,59}$")]
    [InlineData("infra/function-app.bicep", "plan", "^[a-z0-9](-?[a-z0-9]){0,39}$")]
    [InlineData("infra/mqtt-app.bicep", "app", "^[a-z](-?[a-z0-9]){1,31}$")]
    [InlineData("infra/mqtt-app.bicep", "environment", "^[a-z](-?[a-z0-9]){1,31}$")]
    [InlineData("infra/identity.bicep", "api", "^[a-z](-?[a-z0-9]){2,127}$")]
    [InlineData("infra/monitoring.bicep", "workspace", "^[a-z](-?[a-z0-9]){3,62}$")]
    [InlineData("infra/main.bicep", "group", "^[a-z](-?[a-z0-9]){0,89}$")]
    public async Task Names_WhenComputed_AreAllowed(string path, string resource, string allowed)
    {
        BicepFile file = await Infrastructure.FileAsync(path);
        Declaration declaration = file.Resources.Single(found => string.Equals(found.Name, resource, StringComparison.Ordinal));
        Assert.Matches(allowed, (string)new Evaluator(file, Given).Evaluate(Objects.Property(declaration.Body, "name")!));
    }
}
