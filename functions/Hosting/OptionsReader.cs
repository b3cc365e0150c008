namespace QueueService.Functions.Hosting;

/// <summary>Reads and checks the configuration; the keys are a contract with users.</summary>
internal static class OptionsReader
{
    private const string DefaultPath = ".data";
    private const string DefaultPrefix = "qs";

    public static ServiceOptions Read(IConfiguration configuration)
    {
        string? connectionString = Value(configuration, "Storage:ConnectionString")
            ?? Value(configuration, "AzureWebJobsStorage");
        string? account = Value(configuration, "Storage:AccountName")
            ?? Value(configuration, "AzureWebJobsStorage:accountName");
        StorageKind kind = ReadKind(configuration, connectionString is not null || account is not null);
        if (kind == StorageKind.Azure && connectionString is null && account is null)
        {
            throw new OptionsException(
                "Storage:Kind is Azure, but neither Storage:ConnectionString nor Storage:AccountName is set; set one of them.");
        }

        return new ServiceOptions(
            kind,
            Value(configuration, "Storage:Path") ?? DefaultPath,
            connectionString,
            account,
            ReadPrefix(configuration),
            ReadUrl(configuration));
    }

    private static StorageKind ReadKind(IConfiguration configuration, bool hasAccount)
    {
        const string Key = "Storage:Kind";
        if (Value(configuration, Key) is not { } text)
            return hasAccount ? StorageKind.Azure : StorageKind.Local;
        return !int.TryParse(text, out _) && Enum.TryParse(text, ignoreCase: true, out StorageKind kind)
            && Enum.IsDefined(kind)
            ? kind
            : throw new OptionsException($"{Key} is '{text}'; allowed are Local, Azure and Memory.");
    }

    private static string ReadPrefix(IConfiguration configuration)
    {
        const string Key = "Storage:Prefix";
        string prefix = Value(configuration, Key) ?? DefaultPrefix;
        return prefix.Length <= 20 && char.IsAsciiLetterLower(prefix[0])
            && prefix.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
            ? prefix
            : throw new OptionsException(
                $"{Key} is '{prefix}'; allowed are 1 to 20 lower-case letters and digits, a letter first.");
    }

    private static Uri? ReadUrl(IConfiguration configuration)
    {
        const string Key = "PublicUrl";
        if (Value(configuration, Key) is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
            && url.Scheme is "http" or "https"
            ? url
            : throw new OptionsException($"{Key} is '{text}'; allowed is an absolute http or https URL.");
    }

    private static string? Value(IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value ? value : null;
}
