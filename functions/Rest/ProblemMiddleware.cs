namespace QueueService.Functions.Rest;

/// <summary>Turns what goes wrong into problems: exceptions, and the bare status codes of routing.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await DescribeAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
            context.Abort();
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
#pragma warning disable CA1031 // The last place where an exception can still become an answer.
        catch (Exception exception) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            await Problems.WriteAsync(context, exception);
            if (context.Response.StatusCode == StatusCodes.Status500InternalServerError)
                LogFailed(logger, context.Request.Method, context.Request.Path, context.TraceIdentifier, exception);
        }
    }

    private static Task DescribeAsync(HttpContext context)
    {
        int status = context.Response.StatusCode;
        string detail = status switch
        {
            StatusCodes.Status404NotFound => "There is nothing at this path. GET /openapi/v1.json lists the calls.",
            StatusCodes.Status405MethodNotAllowed =>
                $"This path does not answer {context.Request.Method}; the Allow header says what it answers.",
            _ => "The request cannot be served.",
        };
        return Problems.WriteAsync(context, status, Problems.CodeOf(status), detail);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed, trace id {TraceId}")]
    private static partial void LogFailed(
        ILogger logger, string method, string path, string traceId, Exception exception);
}
