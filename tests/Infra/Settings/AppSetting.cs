using System.Text.Json;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Settings;

/// <summary>A setting that the program gets as an environment variable.</summary>
/// <param name="Value">What it is set to; null if it comes from a secret of the app. In brackets what only Azure knows.</param>
/// <param name="Secret">The secret of the app that it comes from.</param>
internal sealed record AppSetting(string Name, string? Value, string? Secret)
{
    private const string Lists = "properties.siteConfig.appSettings";

    /// <summary>Its name in the configuration of .NET.</summary>
    public string Key => Name.Replace("__", ":", StringComparison.Ordinal);

    /// <summary>The value is looked up in the vault.</summary>
    public bool IsFromVault => Secret is not null
        || Value?.Contains("@Microsoft.KeyVault(SecretUri=", StringComparison.Ordinal) == true;

    public bool IsKnownToAzureAlone => Value?.StartsWith('[') == true;

    /// <summary>Those of a function app, or of the containers of a container app.</summary>
    public static IEnumerable<AppSetting> Of(TemplateResource app) => app.Json.Items(Lists)
        .Concat(app.Json.Items("properties.template.containers").SelectMany(container => container.Items("env")))
        .Select(Read);

    private static AppSetting Read(JsonElement setting) =>
        new(setting.Text("name")!, setting.Text("value"), setting.Text("secretRef"));
}
