using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Checks;

/// <summary>What resources of a kind must be set to, and what must never be in them.</summary>
internal static class RequirementsCheck
{
    private static readonly (string Type, string Path, string Value)[] Required =
    [
        ("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "true"),
        ("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "'TLS1_2'"),
        ("Microsoft.Storage/storageAccounts/blobServices", "properties.deleteRetentionPolicy.enabled", "true"),
        ("Microsoft.Storage/storageAccounts/blobServices/containers", "properties.publicAccess", "'None'"),
        ("Microsoft.Web/sites", "properties.httpsOnly", "true"),
        ("Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", "'1.2'"),
        ("Microsoft.Web/sites", "properties.functionAppConfig.runtime.name", "'dotnet-isolated'"),
        ("Microsoft.Web/sites", "properties.functionAppConfig.runtime.version", "'10.0'"),
        ("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", "false"),
        ("Microsoft.Web/serverfarms", "sku.name", "'FC1'"),
        ("Microsoft.ContainerRegistry/registries", "properties.adminUserEnabled", "false"),
        ("Microsoft.Insights/components", "properties.DisableLocalAuth", "true"),
        ("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", "true"),
        ("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true"),
        ("Microsoft.App/containerApps", "properties.configuration.ingress.allowInsecure", "false"),
    ];

    /// <summary>Kinds of which there is no version but previews.</summary>
    private static readonly string[] PreviewOnly = ["Microsoft.Insights/diagnosticSettings"];

    /// <summary>Their replacement would lose what was encrypted with the key, or lock the administrator out.</summary>
    private const string KeptSecrets = "access-";

    /// <summary>What Azure takes for numbers anywhere in a resource, where its schema says so.</summary>
    private static readonly (string Name, int Least, int Most)[] Ranges =
    [
        ("failureThreshold", 1, 10),
        ("periodSeconds", 1, 240),
        ("terminationGracePeriodSeconds", 0, 600),
        ("softDeleteRetentionInDays", 7, 90),
        ("severity", 0, 4),
    ];

    public static IEnumerable<string> Complaints(BicepFile file) => file.Resources.SelectMany(resource =>
    {
        string place = $"{file.Path}:{resource.Node.Line}: {resource.Name}";
        (string type, string version) = TypeOf(file, resource);
        return Settings(resource, type).Concat(Version(type, version)).Concat(Kept(resource, type)).Concat(Tags(resource))
            .Concat(Numbers(resource))
            .Select(complaint => $"{place} {complaint}");
    });

    private static IEnumerable<string> Settings(Declaration resource, string type) => resource.IsExisting
        ? []
        : Required.Where(required => string.Equals(required.Type, type, StringComparison.Ordinal))
            .Where(required => !string.Equals(Objects.At(resource.Body, required.Path)?.Text, required.Value, StringComparison.Ordinal))
            .Select(required => $"has no {required.Path}: {required.Value}");

    private static IEnumerable<string> Version(string type, string version) =>
        version.EndsWith("-preview", StringComparison.Ordinal) && !PreviewOnly.Contains(type, StringComparer.Ordinal)
            ? [$"is of a preview, {version}"]
            : [];

    private static IEnumerable<string> Kept(Declaration resource, string type) =>
        string.Equals(type, "Microsoft.KeyVault/vaults/secrets", StringComparison.Ordinal)
        && Objects.Property(resource.Body, "name")?.Literal()?.StartsWith(KeptSecrets, StringComparison.Ordinal) == true
        && resource.Decorator("onlyIfNotExists") is null
            ? ["would be replaced by the next deployment"]
            : [];

    private static IEnumerable<string> Numbers(Declaration resource) => resource.Body!.All("object")
        .SelectMany(Objects.Properties)
        .Where(property => property.Value.Is("number"))
        .SelectMany(property => Ranges.Where(range => string.Equals(range.Name, property.Name, StringComparison.Ordinal))
            .Where(range => int.Parse(property.Value.Text, null) is var value && (value < range.Least || value > range.Most))
            .Select(range => $"has {range.Name} {property.Value.Text}, not from {range.Least} to {range.Most}"));

    private static IEnumerable<string> Tags(Declaration resource) =>
        Objects.Property(resource.Body, "location") is not null && Objects.Property(resource.Body, "tags") is null
            ? ["has no tags"]
            : [];

    /// <summary>The full type: a nested resource is named relative to the one that it is in.</summary>
    private static (string Type, string Version) TypeOf(BicepFile file, Declaration resource)
    {
        string[] parts = resource.Source!.Split('@');
        Declaration? outer = file.Resources
            .Where(other => other != resource && other.Body!.All().Contains(resource.Node))
            .MinBy(other => other.Node.Text.Length);
        return (outer is null ? parts[0] : $"{TypeOf(file, outer).Type}/{parts[0]}", parts[^1]);
    }
}
