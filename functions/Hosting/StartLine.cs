using QueueService.Functions.Access;
using QueueService.Functions.Portal;

namespace QueueService.Functions.Hosting;

/// <summary>What the program says when it listens: where its data is, and what to try first.</summary>
internal static class StartLine
{
    private static readonly string[] AllAddresses = ["0.0.0.0", "[::]", "*", "+"];

    /// <summary>Where the data is; never a secret.</summary>
    public static string Data(ServiceOptions options) => options.Kind switch
    {
        StorageKind.Local => $" in {Path.GetFullPath(options.Path)}",
        StorageKind.Memory => ", gone when the program ends",
        _ when options.Account?.AccountName is { } name => $" in account {name}",
        _ when options.Account?.TableEndpoint is { } address => $" in account {address.Host.Split('.')[0]}",
        _ => "",
    };

    /// <summary>A first call that changes something, and shows that it did.</summary>
    /// <param name="url">One at which the program listens.</param>
    public static string Try(ServiceOptions options, string url)
    {
        string key = options.Access.Mode == AccessMode.Keys ? "-H 'Authorization: Bearer <id>.<secret>' " : "";
        return $"curl -X PUT {key}{FromHere(url)}/v1/queues/hello";
    }

    /// <summary>Where a browser finds the portal; empty if there is none.</summary>
    /// <param name="url">One at which the program listens.</param>
    public static string Portal(PortalFiles portal, string url) =>
        portal.WhyMissing is null ? $" Portal: {FromHere(url)}{PortalEndpoint.Address}" : "";

    /// <summary>The address by which this machine reaches what may be bound to all of its addresses.</summary>
    private static string FromHere(string url)
    {
        int host = url.IndexOf("//", StringComparison.Ordinal) + 2;
        string rest = url[host..];
        if (Array.Find(AllAddresses, all => rest.StartsWith(all + ':', StringComparison.Ordinal)) is { } any)
            rest = string.Concat("localhost", rest.AsSpan(any.Length));
        return $"{url[..host]}{rest.TrimEnd('/')}";
    }
}
