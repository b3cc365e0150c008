namespace QueueService.Functions.Sqs.Errors;

/// <summary>What is wrong with a request as HTTP, in words of SQS.</summary>
internal static class RequestErrors
{
    public static SqsException From(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => new SqsException(
            SqsError.RequestTooLarge,
            $"A request has at most {Limits.MaxRequestBytes} bytes. Send fewer messages at once."),
        StatusCodes.Status408RequestTimeout => new SqsException(
            SqsError.RequestTimeout, "The body came too slowly, or never ended."),
        _ => new SqsException(SqsError.Serialization, bad.Message),
    };
}
