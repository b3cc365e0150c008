using System.Net.WebSockets;
using QueueService.Functions.Access;
using QueueService.Functions.Mqtt.Connections;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Mqtt;

/// <summary><c>/mqtt</c>: MQTT 3.1.1 and 5.0 over WebSocket (MQTT 5.0, section 6).</summary>
/// <param name="guard">Keeps web pages of others out while access control is off; null while it is on.</param>
/// <param name="origins">From where web pages may connect, beside the service's own.</param>
internal sealed class MqttEndpoint(MqttServices services, LocalGuard? guard, IReadOnlyCollection<string> origins)
{
    public const string Path = "/mqtt";

    private const string Protocol = "mqtt";

    /// <summary>Below the minute after which proxies commonly end a connection that is silent.</summary>
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(30);

    public async Task ConnectAsync(HttpContext context)
    {
        Check(context);
        WebSocketAcceptContext terms = new()
        {
            SubProtocol = Protocol,
            KeepAliveInterval = PingInterval,
            KeepAliveTimeout = PingInterval,
        };
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(terms);
        using MqttConnection connection = new(context, socket, services);
        await connection.RunAsync();
    }

    /// <summary>Behind the Functions host, which passes no WebSocket on.</summary>
    public static Task Refuse(HttpContext context) => throw Refusal(
        "The Functions app does not speak MQTT: connect to the container app of this service, whose address "
        + "'azd env get-values' shows as QUEUE_MQTT_URL.");

    private void Check(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw Refusal(
                "Here clients of MQTT connect by WebSocket, for example mqtt.connect('ws://localhost:7071/mqtt') in "
                + "JavaScript.");
        }

        // Exactly so: tokens of WebSocket are compared as they are.
        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol, StringComparer.Ordinal))
            throw Refusal($"The WebSocket must offer the subprotocol '{Protocol}'.");
        if (guard is not null)
            guard.Check(context.Request);
        else if (context.Request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !origins.Contains(CorsReader.Any, StringComparer.Ordinal)
            && !origins.Contains(origin, StringComparer.OrdinalIgnoreCase)
            && !BrowserGuard.IsSameSite(context.Request))
            throw BrowserGuard.CrossSite();
    }

    private static ProblemException Refusal(string detail) =>
        ProblemException.BadRequest(ProblemCode.InvalidRequest, detail);
}
