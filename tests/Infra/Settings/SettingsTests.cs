using System.Globalization;
using QueueService.Tests.Infra.Evaluation;
using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Settings;

/// <summary>The program reads the settings that it is deployed with, and accepts them.</summary>
public sealed class SettingsTests
{
    private static readonly Dictionary<string, object> Given = new(StringComparer.Ordinal)
    {
        ["identityClientId"] = "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
        ["insightsConnectionString"] = "InstrumentationKey=6ba7b811-9dad-41d1-80b4-00c04fd430c8",
        ["storageAccountName"] = "sta1b2c3d4e5f6g",
        ["storagePrefix"] = "qs",
        ["publicUrl"] = "https://queues.example.org",
        ["instanceMemoryMB"] = 512L,
        ["telemetryItemsPerSecond"] = 1L,
        ["otlpProtocol"] = "grpc",
        ["otlpEndpoint"] = "https://collector.example.org",
    };

    [Theory]
    [InlineData("infra/function-app.bicep")]
    [InlineData("infra/mqtt-app.bicep")]
    public async Task Settings_WhenDeployed_AreReadAndAccepted(string path)
    {
        BicepFile file = await Infrastructure.FileAsync(path);
        Dictionary<string, string> keys = await KeysAsync();
        AppSetting[] settings = [.. AppSetting.In(file)];
        Assert.Contains(settings, setting => string.Equals(setting.Key, "Storage:AccountName", StringComparison.Ordinal));
        var configuration = new RecordingConfiguration(settings.Select(setting => KeyValuePair.Create(
            setting.Key, setting.IsFromVault ? keys[setting.Key] : Text(file, setting.Value!))));
        ServiceProgram.ReadOptions(
            configuration.Root, isBehindFunctionsHost: string.Equals(path, "infra/function-app.bicep", StringComparison.Ordinal));
        Assert.Empty(SettingsCheck.Complaints(file, key => configuration.WasRead(key) || ServiceProgram.Names(key)));
    }

    [Theory]
    [InlineData("Storage__AcountName", "value: 'x'", "is read by nobody")]
    [InlineData("Storage__Prefix", "value: 'x'", null)]
    [InlineData("AZURE_CLIENT_ID", "value: 'x'", null)]
    [InlineData("FUNCTIONS_WORKER_RUNTIME", "value: 'dotnet-isolated'", "is not for Flex Consumption")]
    [InlineData("Access__MasterKey", "value: 'x'", "does not come from the vault")]
    [InlineData("Access__MasterKey", "value: '@Microsoft.KeyVault(SecretUri=${x})'", null)]
    [InlineData("Access__MasterKey", "secretRef: 'x'", null)]
    [InlineData("Storage__Prefix", "secretRef: 'x'", "is no secret")]
    public async Task Complaints_WhenASettingIsWrong_TellIt(string name, string value, string? complaint)
    {
        string source = $"var settings = [\n {{\n name: '{name}'\n {value}\n }}\n]";
        BicepFile file = Assert.Single(await BicepFile.ReadAsync([("test.bicep", source)]));
        string[] complaints = [.. SettingsCheck.Complaints(file, key => key is "Storage:Prefix" or "Access:MasterKey")];
        Assert.Equal(complaint is null ? [] : [$"test.bicep:2: {name} {complaint}"], complaints);
    }

    private static string Text(BicepFile file, SyntaxNode value) =>
        Convert.ToString(new Evaluator(file, Given).Evaluate(value), CultureInfo.InvariantCulture)!;

    private static async Task<Dictionary<string, string>> KeysAsync()
    {
        BicepFile vault = await Infrastructure.FileAsync("infra/vault.bicep");
        var random = vault.Parameters.Where(parameter => parameter.Value?.Text is "newGuid()")
            .ToDictionary(parameter => parameter.Name, _ => (object)Guid.NewGuid().ToString(), StringComparer.Ordinal);
        var evaluator = new Evaluator(vault, random);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Access:MasterKey"] = (string)evaluator.Variable("masterKey"),
            ["Access:PreviousMasterKey"] = (string)evaluator.Variable("masterKey"),
            ["Access:AdminKey"] = (string)evaluator.Variable("adminKey"),
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "api-key=x",
        };
    }
}
