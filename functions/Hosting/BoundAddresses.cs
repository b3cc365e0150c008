using System.Net;

namespace QueueService.Functions.Hosting;

/// <summary>
/// Where the service will listen and where it does. <c>urls</c> alone does not say it: the server prefers what stands
/// below <c>Kestrel:Endpoints</c>.
/// </summary>
internal static class BoundAddresses
{
    private const string Endpoints = "Kestrel:Endpoints";

    /// <summary>All that the configuration asks for, whichever of the two the server will take.</summary>
    public static string[] Configured(IConfiguration configuration, string[] urls) =>
    [
        .. urls,
        .. configuration.GetSection(Endpoints).GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
    ];

    /// <summary>The first address that others than this machine can reach; null if there is none.</summary>
    public static string? FirstOpen(IEnumerable<string> addresses) =>
        addresses.FirstOrDefault(address => !IsLoopback(address));

    private static bool IsLoopback(string url)
    {
        try
        {
            string host = BindingAddress.Parse(url).Host;
            return string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
        }
        catch (FormatException)
        {
            // The server refuses it too, in its own words.
            return false;
        }
    }
}
