using QueueService.Functions.Access;

namespace QueueService.Functions.Hosting;

/// <summary>Reads and checks the configuration; the keys are a contract with users.</summary>
internal static class OptionsReader
{
    private const string DefaultPath = ".data";
    private const string DefaultPrefix = "qs";
    private const string AccountKey = "Storage:AccountName";

    public static ServiceOptions Read(IConfiguration configuration)
    {
        (string? connectionString, string? account) = ReadAccount(configuration);
        string[] urls = UrlReader.Read(configuration);
        bool isBehindFunctionsHost = configuration.Text(UrlReader.FunctionsPort) is not null;
        StorageKind kind = ReadKind(configuration, connectionString is not null || account is not null);
        return new ServiceOptions(
            urls,
            isBehindFunctionsHost,
            kind,
            configuration.Text("Storage:Path") ?? DefaultPath,
            connectionString,
            account,
            ReadPrefix(configuration),
            ReadUrl(configuration),
            LimitsReader.Read(configuration),
            AccessOptionsReader.Read(configuration, urls, isBehindFunctionsHost, kind));
    }

    /// <summary>The service's own keys come before those of the Functions host; never both ways at once.</summary>
    private static (string? ConnectionString, string? Account) ReadAccount(IConfiguration configuration)
    {
        string? connectionString = configuration.Text("Storage:ConnectionString");
        string? account = configuration.Text(AccountKey);
        if (connectionString is null && account is null)
        {
            connectionString = configuration.Text("AzureWebJobsStorage");
            account = connectionString is null ? configuration.Text("AzureWebJobsStorage:accountName") : null;
        }
        else if (connectionString is not null && account is not null)
        {
            throw new OptionsException(
                $"{AccountKey} is '{account}' and Storage:ConnectionString is set too; allowed is one of the two.");
        }

        return account is null || IsAccountName(account)
            ? (connectionString, account)
            : throw new OptionsException(
                $"{AccountKey} is '{account}'; allowed are 3 to 24 lower-case letters and digits.");
    }

    private static bool IsAccountName(string account) => account.Length is >= 3 and <= 24
        && account.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character));

    private static StorageKind ReadKind(IConfiguration configuration, bool hasAccount)
    {
        const string Key = "Storage:Kind";
        StorageKind kind = configuration.Text(Key)?.ToUpperInvariant() switch
        {
            null => hasAccount ? StorageKind.Azure : StorageKind.Local,
            "LOCAL" => StorageKind.Local,
            "AZURE" => StorageKind.Azure,
            "MEMORY" => StorageKind.Memory,
            _ => throw new OptionsException($"{Key} is '{configuration[Key]}'; allowed are Local, Azure and Memory."),
        };
        return kind != StorageKind.Azure || hasAccount
            ? kind
            : throw new OptionsException(
                $"{Key} is 'Azure'; allowed only with Storage:ConnectionString or {AccountKey}, and neither is set.");
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
            && url.Scheme is "http" or "https"
            ? url
            : throw new OptionsException($"{Key} is '{text}'; allowed is an absolute http or https URL.");
    }
}
