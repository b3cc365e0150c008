using System.Diagnostics;
using QueueService.Access;
using QueueService.Functions.Access;
using QueueService.Storage;

namespace QueueService.Functions.Rest.Problems;

/// <summary>
/// The one place where exceptions become answers: refusals become problems, anything else is logged once and becomes a
/// 500 that gives only a trace id away.
/// </summary>
internal sealed partial class ErrorBoundary(RequestDelegate next, ILogger<ErrorBoundary> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        Problem problem;
        try
        {
            await next(context);
            if (context.Response.HasStarted || Unanswered(context) is not { } unanswered)
                return;
            problem = unanswered;
        }
        catch (Exception exception) when (IsLeaving(exception, context))
        {
            context.Abort();
            return;
        }
#pragma warning disable CA1031 // The top of every request: what gets here has nowhere else to go.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            problem = ProblemOf(exception, context);
            if (context.Response.HasStarted)
            {
                // Half an answer cannot be taken back; a broken connection is the only honest end of it.
                context.Abort();
                return;
            }

            context.Response.Clear();
            SecurityHeaders.Set(context);
        }

        await ProblemWriter.WriteAsync(context, problem);
    }

    private static bool IsLeaving(Exception exception, HttpContext context) =>
        exception is OperationCanceledException or IOException and not BadHttpRequestException
        && context.RequestAborted.IsCancellationRequested;

    /// <summary>What routing leaves with a status and no body.</summary>
    private static Problem? Unanswered(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new Problem(
            StatusCodes.Status404NotFound,
            ProblemCode.NotFound,
            "There is nothing at this address. The calls are described in /openapi/v1.json."),
        StatusCodes.Status405MethodNotAllowed => new Problem(
            StatusCodes.Status405MethodNotAllowed,
            ProblemCode.MethodNotAllowed,
            $"This address does not take {Quoted.Of(context.Request.Method)}, only {context.Response.Headers.Allow}."),
        StatusCodes.Status415UnsupportedMediaType => new Problem(
            StatusCodes.Status415UnsupportedMediaType,
            ProblemCode.UnsupportedMediaType,
            $"This call takes application/json, not '{Quoted.Of(context.Request.ContentType ?? "")}'."),
        _ => null,
    };

    private Problem ProblemOf(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case ProblemException refusal:
                return refusal.Problem;
            case BrokerException refusal:
                if (refusal.InnerException is StorageCorruptException damage)
                    LogDamaged(damage.Message);
                LogPlace(refusal.InnerException);
                return BrokerProblems.From(refusal);
            case AccessException refusal:
                return AccessProblems.From(refusal);
            case StorageUnavailableException unavailable:
                LogPlace(unavailable);
                return new Problem(
                    StatusCodes.Status503ServiceUnavailable,
                    unavailable.IsOutcomeUnknown ? ProblemCode.OutcomeUnknown : ProblemCode.StorageUnavailable,
                    unavailable.Message,
                    unavailable.RetryAfter ?? TimeSpan.FromSeconds(1));
            case NewerFormatException newer:
                return new Problem(
                    StatusCodes.Status503ServiceUnavailable,
                    ProblemCode.NewerFormat,
                    newer.Message,
                    TimeSpan.FromSeconds(1));
            case BadHttpRequestException bad:
                return HttpProblems.From(bad);
            default:
                string traceId = Activity.Current?.Id ?? context.TraceIdentifier;
                LogUnexpected(exception, context.Request.Method, context.Request.Path, traceId);
                return new Problem(
                    StatusCodes.Status500InternalServerError,
                    ProblemCode.InternalError,
                    "The service failed; this is not the fault of the request. Report the trace id.",
                    TraceId: traceId);
        }
    }

    /// <summary>Where the store has failed, which is nothing for clients.</summary>
    private void LogPlace(Exception? failure)
    {
        if (failure is StorageUnavailableException { InnerException: IOException place })
            LogUnavailable(place.Message);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store has failed. {Reason}")]
    private partial void LogUnavailable(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "What is stored is damaged: {Reason}")]
    private partial void LogDamaged(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed, trace id {TraceId}")]
    private partial void LogUnexpected(Exception exception, string method, string path, string traceId);
}
