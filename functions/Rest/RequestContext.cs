using QueueService.Functions.Rest.Json;

namespace QueueService.Functions.Rest;

/// <summary>What every call takes from its request.</summary>
internal static class RequestContext
{
    private static readonly MemberNames NoMembers = new();

    public delegate T BodyParser<out T>(ReadOnlySpan<byte> body);

    /// <summary>The queue that the address names.</summary>
    public static QueueName QueueName(this HttpContext context) =>
        QueueService.QueueName.Parse(context.Request.RouteValues["queue"] as string);

    /// <summary>The exchange that the address names.</summary>
    public static ExchangeName ExchangeName(this HttpContext context) =>
        QueueService.ExchangeName.Parse(context.Request.RouteValues["exchange"] as string);

    /// <summary>The body of a call that takes JSON and no query parameters.</summary>
    public static async ValueTask<T> ReadJsonAsync<T>(this HttpContext context, BodyParser<T> parse)
    {
        RequestQuery.Of(context.Request);
        MediaTypes.RequireJson(context.Request);
        using RequestBody body = await RequestBody.ReadAsync(context);
        return parse(IsBlank(body.Span) ? default : body.Span);
    }

    /// <summary>
    /// For a call that takes no body: somebody who sends one expects it to mean something, such as that only some of
    /// the messages are purged. Answers the query.
    /// </summary>
    /// <param name="known">The query parameters that it takes.</param>
    public static async ValueTask<RequestQuery> TakeNothingAsync(this HttpContext context, params string[] known)
    {
        var query = RequestQuery.Of(context.Request, known);
        using RequestBody body = await RequestBody.ReadAsync(context);
        if (IsBlank(body.Span))
            return query;
        MediaTypes.RequireJson(context.Request);
        var json = new RequestJson(body.Span);
        uint seen = 0;
        json.NextMember(NoMembers, ref seen);
        json.End();
        return query;
    }

    private static bool IsBlank(ReadOnlySpan<byte> body) => !body.ContainsAnyExcept(" \t\r\n"u8);
}
