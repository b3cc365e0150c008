using System.Text.Json;
using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Checks;

/// <summary>What resources of a kind must be set to, and what must never be in them.</summary>
internal static class RequirementsCheck
{
    private static readonly (string Type, string Path, string Value)[] Required =
    [
        ("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "true"),
        ("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "\"TLS1_2\""),
        ("Microsoft.Storage/storageAccounts/blobServices", "properties.deleteRetentionPolicy.enabled", "true"),
        ("Microsoft.Storage/storageAccounts/blobServices/containers", "properties.publicAccess", "\"None\""),
        ("Microsoft.Web/sites", "properties.httpsOnly", "true"),
        ("Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", "\"1.2\""),
        ("Microsoft.Web/sites", "properties.siteConfig.cors.supportCredentials", "false"),
        ("Microsoft.Web/sites", "properties.functionAppConfig.runtime.name", "\"dotnet-isolated\""),
        ("Microsoft.Web/sites", "properties.functionAppConfig.runtime.version", "\"10.0\""),
        ("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", "false"),
        ("Microsoft.Web/sites/config", "properties.globalValidation.requireAuthentication", "false"),
        ("Microsoft.Web/sites/config", "properties.globalValidation.unauthenticatedClientAction", "\"AllowAnonymous\""),
        ("Microsoft.Web/sites/config", "properties.httpSettings.requireHttps", "true"),
        ("Microsoft.Web/sites/config", "properties.login.tokenStore.enabled", "false"),
        ("Microsoft.Web/serverfarms", "sku.name", "\"FC1\""),
        ("Microsoft.ContainerRegistry/registries", "properties.adminUserEnabled", "false"),
        ("Microsoft.Insights/components", "properties.DisableLocalAuth", "true"),
        ("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", "true"),
        ("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true"),
        ("Microsoft.App/containerApps", "properties.configuration.ingress.allowInsecure", "false"),
    ];

    /// <summary>The deployment is refused with them, or they are passed over; the compiler does not know.</summary>
    private static readonly string[] NotOnFlex =
    [
        "ftpsState", "linuxFxVersion", "alwaysOn", "use32BitWorkerProcess", "netFrameworkVersion", "functionAppScaleLimit",
        "preWarmedInstanceCount", "functionsRuntimeScaleMonitoringEnabled",
    ];

    /// <summary>What is scheduled far ahead, and snapshots, are needed however old they are.</summary>
    private const string DeletionByAge = "Microsoft.Storage/storageAccounts/managementPolicies";

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

    public static IEnumerable<string> Complaints(Template template) => template.Resources.SelectMany(resource =>
        Settings(resource).Concat(Refused(resource)).Concat(Version(resource)).Concat(Kept(resource)).Concat(Tags(resource))
            .Concat(Numbers(resource))
            .Select(complaint => $"{template.Name}: {resource} {complaint}"));

    private static IEnumerable<string> Settings(TemplateResource resource) => Required
        .Where(required => resource.Is(required.Type))
        .Where(required => !string.Equals(resource.Json.At(required.Path)?.GetRawText(), required.Value, StringComparison.Ordinal))
        .Select(required => $"has no {required.Path}: {required.Value}");

    private static IEnumerable<string> Refused(TemplateResource resource)
    {
        if (resource.Is(DeletionByAge))
            yield return "deletes by age";
        if (!resource.Is("Microsoft.Web/sites"))
            yield break;
        foreach (JsonProperty member in resource.Json.Properties().Where(member => NotOnFlex.Contains(member.Name, StringComparer.Ordinal)))
            yield return $"has {member.Name}, which Flex Consumption refuses";
    }

    private static IEnumerable<string> Version(TemplateResource resource) =>
        resource.Version.EndsWith("-preview", StringComparison.Ordinal)
        && !PreviewOnly.Contains(resource.Type, StringComparer.Ordinal)
            ? [$"is of a preview, {resource.Version}"]
            : [];

    private static IEnumerable<string> Kept(TemplateResource resource) =>
        resource.Is("Microsoft.KeyVault/vaults/secrets")
        && resource.Name.Contains($"'{KeptSecrets}", StringComparison.Ordinal)
        && resource.Json.At("@options.onlyIfNotExists") is null
            ? ["would be replaced by the next deployment"]
            : [];

    private static IEnumerable<string> Tags(TemplateResource resource) =>
        resource.Json.At("location") is not null && resource.Json.At("tags") is null ? ["has no tags"] : [];

    private static IEnumerable<string> Numbers(TemplateResource resource) => resource.Json.Properties()
        .Where(member => member.Value.ValueKind == JsonValueKind.Number)
        .SelectMany(member => Ranges.Where(range => string.Equals(range.Name, member.Name, StringComparison.Ordinal))
            .Where(range => member.Value.GetInt32() is var value && (value < range.Least || value > range.Most))
            .Select(range => $"has {range.Name} {member.Value}, not from {range.Least} to {range.Most}"));
}
