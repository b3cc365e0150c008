using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Functions.Rest;

/// <summary>Errors as <c>application/problem+json</c> (RFC 9457).</summary>
internal static class Problems
{
    public static Task WriteAsync(HttpContext context, Exception exception) => exception switch
    {
        RestException rest => WriteAsync(context, rest.Status, rest.Code, rest.Message),
        BrokerException broker => WriteAsync(context, broker),
        StorageUnavailableException storage => WriteRetryAsync(
            context, "StorageUnavailable", storage.Message, storage.RetryAfter ?? TimeSpan.FromSeconds(1)),
        BadHttpRequestException bad => WriteAsync(context, bad.StatusCode, CodeOf(bad.StatusCode), bad.Message),
        _ => WriteAsync(
            context,
            StatusCodes.Status500InternalServerError,
            "InternalError",
            $"The service failed on this request; its log has more under trace id {context.TraceIdentifier}."),
    };

    public static async Task WriteAsync(HttpContext context, int status, string code, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        using JsonAnswer answer = JsonAnswer.Begin();
        answer.Writer.WriteStartObject();
        answer.Writer.WriteString("type", $"urn:queue-service:problem:{code}");
        answer.Writer.WriteString("title", Title(status));
        answer.Writer.WriteNumber("status", status);
        answer.Writer.WriteString("code", code);
        answer.Writer.WriteString("detail", detail);
        answer.Writer.WriteEndObject();
        await answer.SendAsync(context.Response);
    }

    /// <summary>The code of an error that has no cause in the service's own rules.</summary>
    public static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "NotFound",
        StatusCodes.Status405MethodNotAllowed => "MethodNotAllowed",
        StatusCodes.Status408RequestTimeout => "RequestTimeout",
        StatusCodes.Status413PayloadTooLarge => "RequestTooLarge",
        StatusCodes.Status415UnsupportedMediaType => "UnsupportedMediaType",
        _ => "BadRequest",
    };

    private static Task WriteAsync(HttpContext context, BrokerException exception)
    {
        int status = exception.Code switch
        {
            BrokerErrorCode.QueueNotFound or BrokerErrorCode.RedriveNotFound => StatusCodes.Status404NotFound,
            BrokerErrorCode.QueueExists or BrokerErrorCode.QueueNotEmpty or BrokerErrorCode.RedriveInProgress =>
                StatusCodes.Status409Conflict,
            BrokerErrorCode.MessageTooLarge => StatusCodes.Status413PayloadTooLarge,
            BrokerErrorCode.Overloaded or BrokerErrorCode.StorageUnavailable or BrokerErrorCode.OutcomeUnknown =>
                StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status400BadRequest,
        };
        return status == StatusCodes.Status503ServiceUnavailable
            ? WriteRetryAsync(context, exception.Code.ToString(), exception.Message, exception.RetryAfter)
            : WriteAsync(context, status, exception.Code.ToString(), exception.Message);
    }

    private static Task WriteRetryAsync(HttpContext context, string code, string detail, TimeSpan retryAfter)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(retryAfter.TotalSeconds)).ToString("0", null);
        return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, code, detail);
    }

    private static string Title(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "Bad request",
        StatusCodes.Status404NotFound => "Not found",
        StatusCodes.Status405MethodNotAllowed => "Method not allowed",
        StatusCodes.Status408RequestTimeout => "Request timeout",
        StatusCodes.Status409Conflict => "Conflict",
        StatusCodes.Status413PayloadTooLarge => "Content too large",
        StatusCodes.Status415UnsupportedMediaType => "Unsupported media type",
        StatusCodes.Status503ServiceUnavailable => "Service unavailable",
        _ => "Internal error",
    };
}
