using System.Text.Json;
using QueueService.Tests.Infra.Compiler;
using QueueService.Tests.Infra.Costs;
using QueueService.Tests.Infra.Settings;

namespace QueueService.Tests.Infra.Snapshots;

/// <summary>What is deployed if nothing is set that has a default.</summary>
public sealed class DefaultTests
{
    [Fact]
    public async Task Scale_WhenNothingIsSet_IsBoundedAndLetsOneInstanceTakeWhatItCan()
    {
        JsonElement scale = (await Infrastructure.DefaultAsync()).Single("Microsoft.Web/sites")
            .Json.At("properties.functionAppConfig.scaleAndConcurrency")!.Value;
        Assert.Equal(Month.ConcurrentRequests, scale.At("triggers.http.perInstanceConcurrency")!.Value.GetInt32());
        decimal most = scale.At("maximumInstanceCount")!.Value.GetInt32();

        // All loads of the table but the one in which each message is a request of its own.
        Assert.All(
            Load.All.Where(load => load is not { Rate: >= 5000, Batch: 1 }),
            load => Assert.InRange(new Month(load, 512).Instances, 0, most));
        Assert.All(Load.All, load => Assert.InRange(new Month(load, 2048).Instances, 0, most));
    }

    [Fact]
    public async Task Scale_WhenItIsSet_MayBeOneInstance() =>
        Assert.Equal(1, (await ParameterAsync("maximumInstanceCount")).At("minValue")!.Value.GetInt32());

    [Fact]
    public async Task SoftDelete_WhenNothingIsSet_IsOfOneDay()
    {
        JsonElement blobs = (await Infrastructure.DefaultAsync()).Single("Microsoft.Storage/storageAccounts/blobServices").Json;
        Assert.Equal(1, blobs.At("properties.deleteRetentionPolicy.days")!.Value.GetInt32());
        Assert.Equal(1, blobs.At("properties.containerDeleteRetentionPolicy.days")!.Value.GetInt32());
    }

    [Fact]
    public async Task Placeholders_WhenDeployed_AreOff() => Assert.Equal(
        "0",
        AppSetting.Of((await Infrastructure.DefaultAsync()).Single("Microsoft.Web/sites"))
            .Single(setting => setting.Name is "WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED").Value);

    [Fact]
    public async Task Vault_WhenDeployed_WritesDownWhoReadsIt()
    {
        Snapshot snapshot = await Infrastructure.DefaultAsync();
        TemplateResource audit = snapshot.Of("Microsoft.Insights/diagnosticSettings").Single(log => log.Name is "audit");
        Assert.Contains($"/{snapshot.Single("Microsoft.KeyVault/vaults").Name}/", audit.Json.Text("id"), StringComparison.Ordinal);
        JsonElement log = Assert.Single(audit.Json.Items("properties.logs"));
        Assert.Equal("AuditEvent", log.Text("category"));
        Assert.True(log.At("enabled")!.Value.GetBoolean());
    }

    [Theory]
    [InlineData("Requests")]
    [InlineData("RestartCount")]
    public async Task ContainerApp_WhenItFails_IsAlertedOf(string metric)
    {
        Snapshot snapshot = await Infrastructure.DefaultAsync();
        string app = snapshot.Single("Microsoft.App/containerApps").Json.Text("id")!;
        Assert.Single(
            snapshot.Of("Microsoft.Insights/metricAlerts")
                .Where(alert => alert.Json.Items("properties.scopes").Any(scope => string.Equals(scope.GetString(), app, StringComparison.Ordinal)))
                .SelectMany(alert => alert.Json.Items("properties.criteria.allOf")),
            criterion => string.Equals(criterion.Text("metricName"), metric, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Region_WhenAzdAsksForIt_IsOneOfThoseWithFlexConsumption()
    {
        JsonElement location = await ParameterAsync("location");
        Assert.NotEmpty(location.Items("allowedValues"));
        Assert.Equal("location", location.Text("metadata.azd.type"));
    }

    private static async Task<JsonElement> ParameterAsync(string name) =>
        (await Infrastructure.TemplateAsync()).Parameters.Single(parameter => string.Equals(parameter.Name, name, StringComparison.Ordinal)).Value;
}
