using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Settings;

/// <summary>A setting that the program gets as an environment variable.</summary>
/// <param name="Value">What it is set to; null if it comes from a secret of the app.</param>
/// <param name="Secret">The secret of the app that it comes from.</param>
internal sealed record AppSetting(string Name, SyntaxNode? Value, string? Secret, int Line)
{
    /// <summary>Its name in the configuration of .NET.</summary>
    public string Key => Name.Replace("__", ":", StringComparison.Ordinal);

    /// <summary>The value is looked up in the vault.</summary>
    public bool IsFromVault => Secret is not null
        || Value?.Text.StartsWith("'@Microsoft.KeyVault(SecretUri=${", StringComparison.Ordinal) == true;

    public static IEnumerable<AppSetting> In(BicepFile file) => file.Variables
        .Where(variable => variable.Name.EndsWith("ettings", StringComparison.Ordinal))
        .SelectMany(variable => variable.Value!.All("object"))
        .Select(setting => (Properties: Objects.Properties(setting).ToDictionary(StringComparer.Ordinal), setting.Line))
        .Select(setting => new AppSetting(
            setting.Properties["name"].Literal()!,
            setting.Properties.GetValueOrDefault("value"),
            setting.Properties.GetValueOrDefault("secretRef")?.Literal(),
            setting.Line));
}
