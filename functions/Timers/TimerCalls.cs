using System.Buffers;
using System.Net.Mime;

namespace QueueService.Functions.Timers;

/// <summary>
/// Answers the timers of the Functions host, each a <c>POST</c> to the name of its function. The public reaches the
/// same addresses; what it sends has <c>X-Forwarded</c> headers, since the host adds them to all that it passes on, and
/// is none of the timers' business.
/// </summary>
internal sealed class TimerCalls(MaintenanceTick tick)
{
    private const string ForwardedFor = "X-Forwarded-For";

    /// <summary>Without an answer of this form the host waits for one until the function times out.</summary>
    private static ReadOnlySpan<byte> Done => """{"Outputs":{},"Logs":[],"ReturnValue":null}"""u8;

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        IsTimer(context.Request) ? MaintainAsync(context) : next(context);

    private static bool IsTimer(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && string.Equals(request.Path.Value, "/maintenance", StringComparison.Ordinal)
        && !request.Headers.ContainsKey(ForwardedFor);

    private async Task MaintainAsync(HttpContext context)
    {
        await tick.RunAsync(context.RequestAborted);
        context.Response.ContentType = MediaTypeNames.Application.Json;
        context.Response.ContentLength = Done.Length;
        context.Response.BodyWriter.Write(Done);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
