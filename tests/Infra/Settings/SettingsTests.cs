using System.Security.Cryptography;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Settings;

/// <summary>The program reads the settings that it is deployed with, and accepts them.</summary>
public sealed class SettingsTests
{
    private const string FunctionApp = "Microsoft.Web/sites";
    private const string ContainerApp = "Microsoft.App/containerApps";

    /// <summary>What comes from the vault, or is the name of an identity.</summary>
    private static readonly Dictionary<string, string> KnownToAzure = new(StringComparer.Ordinal)
    {
        ["Access:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["Access:PreviousMasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        ["Access:AdminKey"] = $"admin:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}",
        ["AZURE_CLIENT_ID"] = "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
        ["PublicUrl"] = "https://func-a1b2c3d4e5f6g.azurewebsites.net",
    };

    private const string OfBoth =
        """
            location: 'westeurope'
            tags: {}
            resourceToken: 'a1b2c3d4e5f6g'
            identityId: 'identity'
            identityClientId: '6ba7b810-9dad-41d1-80b4-00c04fd430c8'
            storageAccountName: 'sta1b2c3d4e5f6g'
            storagePrefix: 'qs'
            masterKeyUri: 'https://vault/secrets/access-master-key'
            previousMasterKeyUri: 'https://vault/secrets/access-previous-master-key'
            adminKeyUri: 'https://vault/secrets/access-admin-key'
            publicUrl: 'https://queues.example.org'
            allowedOrigins: []
            allowedAddresses: []
            otlpEndpoint: 'https://collector.example.org'
            otlpProtocol: 'grpc'
            otlpHeadersUri: 'https://vault/secrets/otlp-headers'
        """;

    /// <summary>By the modules alone: in a whole deployment, what depends on the vault stays an expression.</summary>
    private const string BothApps =
        $$"""
        module api 'function-app.bicep' = {
          name: 'api'
          params: {
        {{OfBoth}}
            deploymentContainerUrl: 'https://storage/deployments'
            insightsConnectionString: 'InstrumentationKey=6ba7b811-9dad-41d1-80b4-00c04fd430c8'
            entraClientId: '6ba7b813-9dad-41d1-80b4-00c04fd430c8'
            entraRoles: 'Queues.Admin=admin;Orders.Sender=sender:orders-*'
            instanceMemoryMB: 512
            maximumInstanceCount: 1
            alwaysReadyInstances: 1
            concurrentRequests: 1000
            telemetryItemsPerSecond: 1
          }
        }

        module mqtt 'mqtt-app.bicep' = {
          name: 'mqtt'
          params: {
        {{OfBoth}}
            appExists: false
            registryLoginServer: 'registry'
            workspaceId: 'workspace'
            minReplicas: 1
            maxReplicas: 1
            connectionsPerReplica: 1
          }
        }
        """;

    private static readonly Lazy<Task<Snapshot>> WithEveryOption = new(() => Snapshot.OfAsync(BothApps, ""));

    [Theory]
    [InlineData(FunctionApp, false)]
    [InlineData(FunctionApp, true)]
    [InlineData(ContainerApp, false)]
    [InlineData(ContainerApp, true)]
    public async Task Settings_WhenDeployed_AreReadAndAccepted(string type, bool hasEveryOption)
    {
        Snapshot snapshot = await SnapshotAsync(hasEveryOption);
        AppSetting[] settings = [.. AppSetting.Of(snapshot.Single(type))];
        Assert.Contains(settings, setting => string.Equals(setting.Key, "Storage:AccountName", StringComparison.Ordinal));
        bool isBehindFunctionsHost = string.Equals(type, FunctionApp, StringComparison.Ordinal);
        IEnumerable<KeyValuePair<string, string>> given =
            settings.Select(setting => KeyValuePair.Create(setting.Key, Value(setting)));
        var configuration = new RecordingConfiguration(isBehindFunctionsHost ? given.Concat(OfThePlatform(snapshot)) : given);
        ServiceProgram.ReadOptions(configuration.Root, isBehindFunctionsHost);
        Assert.Empty(SettingsCheck.Complaints(settings, key => configuration.WasRead(key) || ServiceProgram.Names(key)));
    }

    [Theory]
    [InlineData("Storage__AcountName", "x", null, "is read by nobody")]
    [InlineData("Storage__Prefix", "x", null, null)]
    [InlineData("AZURE_CLIENT_ID", "x", null, null)]
    [InlineData("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated", null, "is not for Flex Consumption")]
    [InlineData("Access__MasterKey", "x", null, "does not come from the vault")]
    [InlineData("Access__MasterKey", "@Microsoft.KeyVault(SecretUri=https://x/)", null, null)]
    [InlineData("Access__MasterKey", null, "x", null)]
    [InlineData("Storage__Prefix", null, "x", "is no secret")]
    public void Complaints_WhenASettingIsWrong_TellIt(string name, string? value, string? secret, string? complaint)
    {
        string[] complaints =
            [.. SettingsCheck.Complaints([new AppSetting(name, value, secret)], key => key is "Storage:Prefix" or "Access:MasterKey")];
        Assert.Equal(complaint is null ? [] : [$"{name} {complaint}"], complaints);
    }

    /// <summary>What App Service sets by itself where users sign in.</summary>
    private static IEnumerable<KeyValuePair<string, string>> OfThePlatform(Snapshot snapshot) =>
        snapshot.Single("Microsoft.Web/sites/config").Json.At("properties.platform.enabled")!.Value.GetBoolean()
            ? [KeyValuePair.Create("WEBSITE_AUTH_ENABLED", "True")]
            : [];

    private static Task<Snapshot> SnapshotAsync(bool hasEveryOption) =>
        hasEveryOption ? WithEveryOption.Value : Infrastructure.DefaultAsync();

    private static string Value(AppSetting setting) => setting.IsFromVault || setting.IsKnownToAzureAlone
        ? KnownToAzure.GetValueOrDefault(setting.Key, "only Azure knows")
        : setting.Value!;
}
