using System.Globalization;
using System.Net;

namespace QueueService.Functions.Hosting;

/// <summary>Reads where to listen.</summary>
internal static class UrlReader
{
    public const string FunctionsPort = "FUNCTIONS_CUSTOMHANDLER_PORT";
    public const string Urls = "urls";
    public const string Certificate = "Kestrel:Certificates:Default:Path";
    public const string Default = "http://127.0.0.1:7071";

    public static string[] Read(IConfiguration configuration)
    {
        if (configuration.Text(Urls) is not { } text)
            return [FromFunctionsHost(configuration) ?? Default];
        string[] urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        bool hasCertificate = configuration.Text(Certificate) is not null;
        return urls.Length > 0 && Array.TrueForAll(urls, url => IsUrl(url, hasCertificate))
            ? urls
            : throw new OptionsException(
                $"urls is '{text}'; allowed are http URLs of a host and port, such as {Default}, separated by ';', and "
                + $"for any free port http://127.0.0.1:0; https URLs only with a certificate in {Certificate}.");
    }

    private static string? FromFunctionsHost(IConfiguration configuration)
    {
        if (configuration.Text(FunctionsPort) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is > 0 and <= IPEndPoint.MaxPort
            ? $"http://127.0.0.1:{port}"
            : throw new OptionsException(
                $"{FunctionsPort} is '{text}'; allowed is a port from 1 to {IPEndPoint.MaxPort}.");
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
