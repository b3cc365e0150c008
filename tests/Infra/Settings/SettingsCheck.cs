namespace QueueService.Tests.Infra.Settings;

/// <summary>Settings are ones that somebody reads, none that Flex Consumption refuses, and keys come from the vault.</summary>
internal static class SettingsCheck
{
    /// <summary>Read by the Functions host, by Azure.Identity and by OpenTelemetry, not by the program itself.</summary>
    private static readonly string[] OfOthers =
    [
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "AzureWebJobsDisableHomepage", "WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED", "AzureFunctionsJobHost__logging__logLevel__Function",
        "AzureFunctionsJobHost__logging__applicationInsights__samplingSettings__maxTelemetryItemsPerSecond",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AZURE_CLIENT_ID", "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_SERVICE_NAME",
    ];

    /// <summary>Refused or ignored on Flex Consumption: its own configuration says the same.</summary>
    private static readonly string[] NotOnFlex =
    [
        "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE", "AzureWebJobsStorage",
        "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTSHARE", "SCM_DO_BUILD_DURING_DEPLOYMENT",
    ];

    private static readonly string[] Secrets = ["Key", "HEADERS"];

    /// <param name="isRead">Whether the program reads a key of its configuration.</param>
    public static IEnumerable<string> Complaints(IReadOnlyList<AppSetting> settings, Func<string, bool> isRead) =>
        settings.SelectMany(setting => Complaints(setting, isRead).Select(complaint => $"{setting.Name} {complaint}"))
            .Concat(settings.GroupBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() > 1)
                .Select(same => $"{same.Key} is set twice"));

    private static IEnumerable<string> Complaints(AppSetting setting, Func<string, bool> isRead)
    {
        if (NotOnFlex.Contains(setting.Name, StringComparer.OrdinalIgnoreCase))
            yield return "is not for Flex Consumption";
        else if (!OfOthers.Contains(setting.Name, StringComparer.Ordinal) && !isRead(setting.Key))
            yield return "is read by nobody";
        if (setting.IsFromVault != Secrets.Any(end => setting.Name.EndsWith(end, StringComparison.Ordinal)))
            yield return setting.IsFromVault ? "is no secret" : "does not come from the vault";
    }
}
