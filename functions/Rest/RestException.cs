namespace QueueService.Functions.Rest;

/// <summary>A request that cannot be served, with the problem that the client is told.</summary>
internal sealed class RestException(int status, string code, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static RestException BadRequest(string code, string detail) =>
        new(StatusCodes.Status400BadRequest, code, detail);
}
