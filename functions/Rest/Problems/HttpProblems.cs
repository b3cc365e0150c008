using QueueService.Functions.Rest.Json;

namespace QueueService.Functions.Rest.Problems;

/// <summary>What the server has against a request before any call sees it.</summary>
internal static class HttpProblems
{
    public static Problem TooSlow { get; } = new(
        StatusCodes.Status408RequestTimeout,
        ProblemCode.RequestTimeout,
        "The body came too slowly, or never ended. Send it whole, in smaller parts if the way is slow.");

    public static Problem From(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => RequestBody.TooLarge,
        StatusCodes.Status408RequestTimeout => TooSlow,
        _ => new Problem(bad.StatusCode, ProblemCode.BadRequest, bad.Message),
    };
}
