using QueueService.Functions.Access;

namespace QueueService.Functions.Hosting;

/// <summary>
/// Checks the arguments before the configuration takes them, which leaves out what it does not understand. It takes
/// <c>--key=value</c>, <c>--key value</c>, the same with <c>/</c>, and <c>key=value</c>.
/// </summary>
internal static class CommandLine
{
    private const string SeeHelp = "--help lists the settings.";

    private static readonly string[] KeysOfOthers =
    [
        "environment", "contentRoot", "applicationName", "webRoot", "shutdownTimeoutSeconds", "AzureWebJobsStorage",
        "AZURE_CLIENT_ID", EntraReader.AuthenticationIsOn,
    ];

    private static readonly string[] SectionsOfOthers = ["Logging:", "Kestrel:", "AzureWebJobsStorage:", "OTEL_"];

    /// <summary>What <c>--help</c> shows.</summary>
    public static string Usage { get; } =
        $"""
        A queue service: REST, and Amazon SQS to its clients.

        Settings, as --key=value, in the environment as Storage__Kind for Storage:Kind, or in appsettings.json:

        {string.Join('\n', KnownSettings.Own.Select(setting => $"  --{setting.Key,-30}  {setting.Meaning}"))}

        OTEL_EXPORTER_OTLP_ENDPOINT and its kin send metrics and traces, Logging:LogLevel:Default and its kin say what
        is logged. README.md of the sources says more of all of them under 'Configuration'.
        """;

    public static bool AsksForHelp(string[] args) =>
        Array.Exists(args, argument => argument is "--help" or "-h" or "-?");

    /// <summary>
    /// Refuses keys that are not known, and keys without a value. A value may be a secret, and is not shown.
    /// </summary>
    public static void Check(string[] args)
    {
        for (int n = 0; n < args.Length; n++)
        {
            int prefix = args[n].StartsWith("--", StringComparison.Ordinal) ? 2 : args[n].StartsWith('/') ? 1 : 0;
            int equals = args[n].IndexOf('=', StringComparison.Ordinal);
            if (prefix == 0 && (equals < 0 || args[n].StartsWith('-')))
                throw new OptionsException($"Argument {n + 1} of the command line belongs to no setting; {SeeHelp}");
            string key = equals < 0 ? args[n][prefix..] : args[n][prefix..equals];
            if (!IsKnown(key))
                throw new OptionsException($"--{key} is not known on the command line; {SeeHelp}");
            string value = equals >= 0 ? args[n][(equals + 1)..] : n + 1 < args.Length ? args[++n] : "";
            if (value.Length == 0 || (equals < 0 && value.StartsWith("--", StringComparison.Ordinal)))
                throw new OptionsException($"--{key} has no value; give it one, or leave it out. {SeeHelp}");
        }
    }

    private static bool IsKnown(string key) =>
        KnownSettings.Own.Any(own => string.Equals(own.Key, key, StringComparison.OrdinalIgnoreCase))
        || KeysOfOthers.Contains(key, StringComparer.OrdinalIgnoreCase)
        || Array.Exists(SectionsOfOthers, section => key.StartsWith(section, StringComparison.OrdinalIgnoreCase));
}
