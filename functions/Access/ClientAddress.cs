using System.Net;
using System.Net.Sockets;

namespace QueueService.Functions.Access;

/// <summary>
/// Whose address a request comes from, behind the Functions host: the last public one in <c>X-Forwarded-For</c>, which
/// the front end has added; what stands before it is the client's own claim.
/// </summary>
internal static class ClientAddress
{
    private const string ForwardedFor = "X-Forwarded-For";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        IPAddress? connected = context.Connection.RemoteIpAddress;
        if (connected is not null && IPAddress.IsLoopback(connected))
            context.Connection.RemoteIpAddress = Find(context.Request.Headers[ForwardedFor].ToString()) ?? connected;
        else
            EntraPrincipals.Distrust(context.Request);
        return next(context);
    }

    internal static IPAddress? Find(string forwardedFor)
    {
        IPAddress? last = null;
        foreach (string entry in forwardedFor.Split(',', StringSplitOptions.TrimEntries).Reverse())
        {
            if (!IPEndPoint.TryParse(entry, out IPEndPoint? place))
                return last;
            if (IsPublic(place.Address))
                return place.Address;
            last ??= place.Address;
        }

        return last;
    }

    /// <summary>Whether an address is that of a client on the internet, and not of a proxy beside the service.</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetwork)
            return !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && !address.IsIPv6UniqueLocal;
        byte[] bytes = address.GetAddressBytes();
        return bytes[0] switch
        {
            10 or 127 => false,
            100 => bytes[1] is < 64 or > 127,
            169 => bytes[1] != 254,
            172 => bytes[1] is < 16 or > 31,
            192 => bytes[1] != 168,
            _ => true,
        };
    }
}
