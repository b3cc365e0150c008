using System.Net;

namespace QueueService.Functions.Hosting;

/// <summary>Reads where to listen.</summary>
internal static class UrlReader
{
    public const string Urls = "urls";
    public const string Certificate = "Kestrel:Certificates:Default:Path";
    public const string Default = "http://127.0.0.1:7071";

    /// <summary>Any free port of this machine; the Functions host, who passes requests on, is told which.</summary>
    private const string BehindFunctionsHost = "http://127.0.0.1:0";

    public static string[] Read(IConfiguration configuration, bool isBehindFunctionsHost)
    {
        // What the environment says there is meant for the host.
        if (isBehindFunctionsHost)
            return [BehindFunctionsHost];
        if (configuration.Text(Urls) is not { } text)
            return [Default];
        string[] urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        bool hasCertificate = configuration.Text(Certificate) is not null;
        return urls.Length > 0 && Array.TrueForAll(urls, url => IsUrl(url, hasCertificate))
            ? urls
            : throw new OptionsException(
                $"urls is '{text}'; allowed are http URLs of a host and port, such as {Default}, separated by ';', and "
                + $"for any free port http://127.0.0.1:0; https URLs only with a certificate in {Certificate}.");
    }

    private static bool IsUrl(string url, bool hasCertificate)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return (IsScheme(address.Scheme, "http") || (hasCertificate && IsScheme(address.Scheme, "https")))
                && address is { PathBase.Length: 0, Port: >= 0 and <= IPEndPoint.MaxPort }
                && !IsFreePortOfTwo(address);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsScheme(string scheme, string wanted) =>
        string.Equals(scheme, wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for what the server refuses: localhost is two addresses with free ports of their own.</summary>
    private static bool IsFreePortOfTwo(BindingAddress address) =>
        address.Port == 0 && string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase);
}
