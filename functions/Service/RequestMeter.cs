using System.Collections.Concurrent;
using System.Diagnostics;

namespace QueueService.Functions.Service;

/// <summary>Counts requests by route and status, and how long they took by route.</summary>
internal sealed class RequestMeter
{
    private readonly ConcurrentDictionary<Endpoint, RouteMeter> _routes = new();
    private readonly RouteMeter _unrouted = new("", "");

    public async Task MeasureAsync(HttpContext context, RequestDelegate next)
    {
        long started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Of(context).Count(context.Response.StatusCode, Stopwatch.GetElapsedTime(started));
        }
    }

    public void WriteTo(OpenMetricsText text)
    {
        RouteMeter[] routes = [.. _routes.Values, _unrouted];
        text.Family(RouteMeter.RequestsName, "counter", "Requests answered.");
        foreach (RouteMeter route in routes)
            route.WriteCounts(text);
        text.Family(RouteMeter.SecondsName, "histogram", "Time from the head of a request to its answer.");
        foreach (RouteMeter route in routes)
            route.WriteDurations(text);
    }

    private RouteMeter Of(HttpContext context) => context.GetEndpoint() is RouteEndpoint endpoint
        ? _routes.GetOrAdd(endpoint, static endpoint => RouteMeter.Of((RouteEndpoint)endpoint))
        : _unrouted;
}
