using QueueService.Functions.Access;
using QueueService.Functions.Mqtt;
using QueueService.Functions.Portal;
using QueueService.Storage.Azure;

namespace QueueService.Functions.Hosting;

/// <summary>Reads and checks the configuration; the keys are a contract with users.</summary>
internal static class OptionsReader
{
    public const string DefaultPath = ".data";
    public const string DefaultPrefix = "qs";

    /// <param name="isBehindFunctionsHost">True if the Azure Functions host passes requests on.</param>
    public static ServiceOptions Read(IConfiguration configuration, bool isBehindFunctionsHost)
    {
        KnownSettings.Check(configuration);
        AzureStoreOptions? account = AccountReader.Read(configuration, ReadPrefix(configuration));
        string[] urls = UrlReader.Read(configuration, isBehindFunctionsHost);
        StorageKind kind = ReadKind(configuration, account is not null, isBehindFunctionsHost);
        return new ServiceOptions(
            urls,
            isBehindFunctionsHost,
            kind,
            configuration.Text("Storage:Path") ?? DefaultPath,
            account,
            ReadUrl(configuration),
            LimitsReader.Read(configuration),
            AccessOptionsReader.Read(configuration, urls, isBehindFunctionsHost, kind),
            DescriptorBudget.Read(),
            PortalOptionsReader.Read(configuration),
            MqttOptionsReader.Read(configuration));
    }

    private static StorageKind ReadKind(IConfiguration configuration, bool hasAccount, bool isBehindFunctionsHost)
    {
        const string Key = "Storage:Kind";
        return configuration.Text(Key)?.ToUpperInvariant() switch
        {
            null when hasAccount => StorageKind.Azure,

            // An instance there is gone with its disk: nobody means that who has not said so.
            null when isBehindFunctionsHost => throw new OptionsException(
                $"No storage account is named; behind the Functions host set {AccountReader.Ways}, or Storage__Kind to "
                + "Local to keep everything on the disk of this instance."),
            null or "LOCAL" => StorageKind.Local,
            "AZURE" when hasAccount => StorageKind.Azure,
            "AZURE" => throw new OptionsException(
                $"{Key} is 'Azure'; allowed only with an account, and none is named; set {AccountReader.Ways}."),
            "MEMORY" => StorageKind.Memory,
            _ => throw new OptionsException($"{Key} is '{configuration[Key]}'; allowed are Local, Azure and Memory."),
        };
    }

    private static string ReadPrefix(IConfiguration configuration)
    {
        const string Key = "Storage:Prefix";
        string prefix = configuration.Text(Key) ?? DefaultPrefix;
        return prefix.Length <= 40 && char.IsAsciiLetterLower(prefix[0])
            && prefix.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
            ? prefix
            : throw new OptionsException(
                $"{Key} is '{prefix}'; allowed are 1 to 40 lower-case letters and digits, a letter first.");
    }

    private static Uri? ReadUrl(IConfiguration configuration)
    {
        const string Key = "PublicUrl";
        if (configuration.Text(Key) is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
            && url is { Scheme: "http" or "https", Query.Length: 0, Fragment.Length: 0 }
            ? url
            : throw new OptionsException(
                $"{Key} is '{text}'; allowed is an absolute http or https URL without query and fragment.");
    }
}
