using System.Text;
using QueueService.Access.Keys;
using QueueService.Functions.Hosting;

namespace QueueService.Functions.Access;

/// <summary>Reads the keys below <c>Access</c>. A refusal never shows a value that is a secret.</summary>
internal static class AccessOptionsReader
{
    private const string ModeKey = "Access:Mode";
    private const string AdminKey = "Access:AdminKey";
    private const string MasterKeyKey = "Access:MasterKey";
    private const string PreviousMasterKeyKey = "Access:PreviousMasterKey";
    private const int MinSecretLength = 32;
    private const int MaxIdLength = 64;

    public static AccessOptions Read(
        IConfiguration configuration, string[] urls, bool isBehindFunctionsHost, StorageKind storage)
    {
        AccessMode mode = ReadMode(configuration, urls, isBehindFunctionsHost);
        (string? id, KeySecret? secret) = ReadAdmin(configuration);
        MasterKey? previous = ReadMasterKey(configuration, PreviousMasterKeyKey, null);
        MasterKey? masterKey = ReadMasterKey(configuration, MasterKeyKey, previous);
        if (mode == AccessMode.Keys && masterKey is null && storage == StorageKind.Azure)
        {
            throw new OptionsException(
                $"{MasterKeyKey} is not set; Access:Mode 'Keys' on Azure storage needs 32 random bytes in base64 there "
                + "(openssl rand -base64 32), the same for every instance.");
        }

        return new AccessOptions(
            mode,
            id,
            secret,
            masterKey,
            EntraReader.Read(configuration, isBehindFunctionsHost),
            CorsReader.Read(configuration));
    }

    private static AccessMode ReadMode(IConfiguration configuration, string[] urls, bool isBehindFunctionsHost)
    {
        string? open = isBehindFunctionsHost
            ? "the Azure Functions host stands in front"
            : BoundAddresses.FirstOpen(BoundAddresses.Configured(configuration, urls)) is { } url
                ? $"the service listens on {url}"
                : null;
        switch (configuration.Text(ModeKey)?.ToUpperInvariant())
        {
            case null:
                return open is null ? AccessMode.Off : AccessMode.Keys;
            case "KEYS":
                return AccessMode.Keys;
            case "OFF" when open is null:
                return AccessMode.Off;
            case "OFF":
                throw new OptionsException(WhyNotOff(open));
            default:
                throw new OptionsException($"{ModeKey} is '{configuration[ModeKey]}'; allowed are Keys and Off.");
        }
    }

    /// <summary>The refusal to run without keys.</summary>
    /// <param name="open">Who else can connect, as a clause.</param>
    internal static string WhyNotOff(string open) =>
        $"{ModeKey} is 'Off'; allowed only while nobody but this machine can connect, and {open}. Set it to Keys, and "
        + $"{AdminKey} to id:secret for the first login.";

    private static (string? Id, KeySecret? Secret) ReadAdmin(IConfiguration configuration)
    {
        if (configuration.Text(AdminKey) is not { } text)
            return (null, null);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string id = colon < 0 ? "" : text[..colon];
        string secret = colon < 0 ? "" : text[(colon + 1)..];
        bool isKey = id.Length is > 0 and <= MaxIdLength
            && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-')
            && secret.Length is >= MinSecretLength and <= Limits.MaxKeySecretBytes
            && secret.All(character => character is > ' ' and <= '~');
        return isKey
            ? (id, new KeySecret(Encoding.ASCII.GetBytes(secret)))
            : throw new OptionsException(
                $"{AdminKey} is not as it must be (and not shown here, being secret); allowed is id:secret, the id of "
                + $"1 to {MaxIdLength} letters, digits, '_' and '-', the secret of {MinSecretLength} to "
                + $"{Limits.MaxKeySecretBytes} printable characters without spaces.");
    }

    private static MasterKey? ReadMasterKey(IConfiguration configuration, string key, MasterKey? previous)
    {
        if (configuration.Text(key) is not { } text)
            return null;
        byte[] bytes = new byte[MasterKey.Bytes];
        return Convert.TryFromBase64String(text, bytes, out int length) && length == MasterKey.Bytes
            ? new MasterKey(bytes, previous)
            : throw new OptionsException(
                $"{key} is not as it must be (and not shown here, being secret); allowed are {MasterKey.Bytes} bytes "
                + "in base64.");
    }
}
