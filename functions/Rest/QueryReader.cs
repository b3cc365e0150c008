using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace QueueService.Functions.Rest;

/// <summary>Reads query parameters; one that is not known, or is there twice, is refused.</summary>
internal static class QueryReader
{
    public static void Expect(HttpRequest request, params ReadOnlySpan<string> known)
    {
        foreach ((string name, StringValues values) in request.Query)
        {
            if (!known.Contains(name))
            {
                string names = known.IsEmpty ? "none" : string.Join(", ", known.ToArray());
                throw RestException.BadRequest(
                    "UnknownParameter", $"The query parameter '{name}' is not known here. Known are: {names}.");
            }

            if (values.Count > 1)
                throw RestException.BadRequest("DuplicateParameter", $"The query parameter '{name}' is there twice.");
        }
    }

    public static string? Text(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out StringValues value) ? value[0] : null;

    public static int? Integer(HttpRequest request, string name, int least, int most)
    {
        if (Text(request, name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            && value >= least && value <= most
            ? value
            : throw RestException.BadRequest("InvalidRequest", $"{name} must be a whole number from {least} to {most}.");
    }

    public static TimeSpan? Seconds(HttpRequest request, string name, TimeSpan most)
    {
        if (Text(request, name) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value >= 0 && value <= most.TotalSeconds
            ? TimeSpan.FromMilliseconds(Math.Round(value * 1000))
            : throw RestException.BadRequest(
                "InvalidMessage", $"{name} must be a number of seconds from 0 to {most.TotalSeconds}.");
    }
}
