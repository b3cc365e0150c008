using QueueService.Exchanges.Matching;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Routing.Bindings;

namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>Pages of bindings, by their exchange and id.</summary>
internal static class BindingPages
{
    public static readonly string[] Parameters = ["limit", "cursor"];

    private const int DefaultLimit = 100;
    private const char Separator = '/';

    /// <summary>Answers the page that is asked for.</summary>
    public static async Task AnswerAsync(HttpContext context, RequestQuery query, IEnumerable<BoundFrom> bindings)
    {
        int limit = query.Number("limit", 1, Limits.MaxPageSize, ProblemCode.InvalidRequest) ?? DefaultLimit;
        string? after = NameCursor.Read(query.Text("cursor"), "", IsPlace);
        (string Place, BoundFrom Binding)[] found =
        [
            .. bindings
                .Select(binding => (Place: PlaceOf(binding), binding))
                .Where(one => string.CompareOrdinal(one.Place, after) > 0)
                .OrderBy(one => one.Place, StringComparer.Ordinal)
                .Take(limit + 1),
        ];
        using var answer = JsonAnswer.Begin();
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("bindings"u8);
        foreach ((_, BoundFrom binding) in found.Take(limit))
        {
            BindingWriter.Write(answer.Json, binding);
            await answer.SendPieceAsync(context);
        }

        answer.Json.WriteEndArray();
        if (found.Length > limit)
            answer.Json.WriteString("cursor"u8, NameCursor.Of(found[limit - 1].Place));
        answer.Json.WriteEndObject();
        await answer.SendAsync(context);
    }

    private static string PlaceOf(BoundFrom binding) => $"{binding.Exchange}{Separator}{binding.Binding.Id}";

    private static bool IsPlace(string text) => text.Split(Separator) is [{ } exchange, { } id]
        && ExchangeName.TryParse(exchange, out _) && BindingId.TryParse(id, out _);
}
