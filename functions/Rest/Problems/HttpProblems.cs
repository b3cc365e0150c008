using QueueService.Functions.Rest.Json;

namespace QueueService.Functions.Rest.Problems;

/// <summary>What the server has against a request before any call sees it.</summary>
internal static class HttpProblems
{
    public static Problem From(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => RequestBody.TooLarge,
        StatusCodes.Status408RequestTimeout => new Problem(
            bad.StatusCode, ProblemCode.RequestTimeout, "The body came too slowly, or never ended."),
        _ => new Problem(bad.StatusCode, ProblemCode.BadRequest, bad.Message),
    };
}
