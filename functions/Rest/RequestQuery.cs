using System.Globalization;
using System.Text;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest;

/// <summary>The query string of a call, as strict as the body: what the call does not know is refused.</summary>
internal readonly struct RequestQuery
{
    private static readonly IReadOnlyList<(string Word, bool Value)> Booleans = [("true", true), ("false", false)];

    private readonly IQueryCollection _query;

    private RequestQuery(IQueryCollection query) => _query = query;

    public static RequestQuery Of(HttpRequest request, params ReadOnlySpan<string> known)
    {
        if (!request.QueryString.HasValue)
            return new RequestQuery(QueryCollection.Empty);
        foreach (string name in request.Query.Keys)
        {
            // Ordinal, although the collection is not: parameters are as case-sensitive as members.
            if (!known.Contains(name))
            {
                throw ProblemException.BadRequest(
                    ProblemCode.UnknownParameter,
                    $"The query parameter '{Quoted.Of(name)}' is not known here{Listed(known)}.");
            }
        }

        return new RequestQuery(request.Query);
    }

    public string? Text(string name)
    {
        if (!_query.TryGetValue(name, out var values))
            return null;
        return values.Count == 1
            ? values[0]
            : throw ProblemException.BadRequest(
                ProblemCode.DuplicateParameter, $"The query parameter '{name}' is there {values.Count} times.");
    }

    public int? Number(string name, int min, int max, string code)
    {
        if (Text(name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && value >= min && value <= max
            ? value
            : throw ProblemException.BadRequest(
                code, $"The query parameter '{name}' must be a whole number from {min} to {max}.");
    }

    /// <summary>A time as in RFC 3339.</summary>
    public DateTimeOffset? Time(string name, string code)
    {
        if (Text(name) is not { } text)
            return null;
        return JsonTime.TryParse(text, out DateTimeOffset time)
            ? time
            : throw ProblemException.BadRequest(code, $"The query parameter '{name}' {JsonTime.Allowed}");
    }

    /// <summary>One of some words; null if the parameter is not there.</summary>
    public T? Word<T>(string name, IReadOnlyList<(string Word, T Value)> words, string code)
        where T : struct
    {
        if (Text(name) is not { } text)
            return null;
        foreach ((string word, T value) in words)
        {
            if (string.Equals(word, text, StringComparison.Ordinal))
                return value;
        }

        throw ProblemException.BadRequest(
            code, $"The query parameter '{name}' must be one of {string.Join(", ", words.Select(word => word.Word))}.");
    }

    public bool? Boolean(string name, string code) => Word(name, Booleans, code);

    /// <summary>A span of time in seconds from 0; fractions are kept down to a millisecond.</summary>
    public TimeSpan? Seconds(string name, TimeSpan max, string code)
    {
        if (Text(name) is not { } text)
            return null;
        return SecondsText.TryParse(Encoding.UTF8.GetBytes(text), TimeSpan.Zero, max, out TimeSpan span)
            ? span
            : throw ProblemException.BadRequest(
                code, $"The query parameter '{name}' {SecondsText.Allowed(TimeSpan.Zero, max)}");
    }

    private static string Listed(ReadOnlySpan<string> known) =>
        known.IsEmpty ? "; this call takes none" : $"; the parameters are {string.Join(", ", known!)}";
}
