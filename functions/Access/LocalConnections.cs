using System.Net;
using Microsoft.AspNetCore.Connections;

namespace QueueService.Functions.Access;

/// <summary>
/// While access is off, ends each connection that was not made to a loopback address, whatever the settings of the
/// platform have made the server listen on.
/// </summary>
internal static class LocalConnections
{
    public static ConnectionDelegate Guard(ConnectionDelegate next) => connection =>
    {
        if (IsLocal(connection.LocalEndPoint))
            return next(connection);
        connection.Abort();
        return Task.CompletedTask;
    };

    internal static bool IsLocal(EndPoint? endPoint)
    {
        if (endPoint is not IPEndPoint { Address: { } address })
            return false;
        return IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }
}
