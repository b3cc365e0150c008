using QueueService.Functions.Access;

namespace QueueService.Functions.Sqs;

/// <summary>
/// The addresses of the SQS endpoint: the root, and the path of a queue URL. A plain <c>GET /</c> without an action is
/// not SQS's: it names the service.
/// </summary>
internal static class SqsRoutes
{
    private static readonly string[] Methods = ["GET", "POST"];

    public static void Map(IEndpointRouteBuilder app, SqsEndpoint endpoint)
    {
        app.MapPost("/", endpoint.InvokeAsync).ChecksAccessItself().ExcludeFromDescription();
        app.MapMethods("/{account:length(12)}/{queue}", Methods, endpoint.InvokeAsync)
            .ChecksAccessItself()
            .ExcludeFromDescription();
    }

    /// <summary>
    /// Takes several slashes at the beginning of a path for one: some clients add theirs to an endpoint that ends with
    /// one.
    /// </summary>
    public static Task TrimSlashesAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value is ['/', '/', ..] path)
            context.Request.Path = "/" + path.TrimStart('/');
        return next(context);
    }

    /// <summary>True for a call of the Query protocol by GET.</summary>
    public static bool IsCall(HttpRequest request) => request.Query.ContainsKey("Action");
}
