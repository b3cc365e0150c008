using System.Globalization;
using System.Text;
using System.Text.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Json;

/// <summary>
/// Says where in a document something is (<c>messages[3].body</c>). It reads the document again up to that byte, so
/// that requests without a fault pay nothing for it.
/// </summary>
internal static class JsonPlace
{
    /// <summary>More than the characters that are shown have in UTF-8.</summary>
    private const int MaxNameBytes = 4 * (Quoted.Most + 1);

    /// <param name="json">A document that is well-formed up to <paramref name="position"/>.</param>
    /// <param name="position">Where the token begins that is to be named.</param>
    public static string PathOf(ReadOnlySpan<byte> json, long position)
    {
        var reader = new Utf8JsonReader(json, RequestJson.ReaderOptions);
        var steps = new Stack<Step>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                steps.Pop();
            else if (reader.TokenType != JsonTokenType.PropertyName)
                EnterItem(steps);
            else
                steps.Peek().Name = NameOf(reader.ValueSpan);
            if (reader.TokenStartIndex >= position)
                break;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                steps.Push(new Step(isArray: reader.TokenType == JsonTokenType.StartArray));
        }

        return Format(steps);
    }

    /// <summary>The byte at which a reader stopped, counted from 0.</summary>
    public static long PositionOf(JsonException exception, ReadOnlySpan<byte> json)
    {
        long lineStart = 0;
        for (long line = exception.LineNumber ?? 0; line > 0; line--)
        {
            int length = json[(int)lineStart..].IndexOf((byte)'\n') + 1;
            if (length == 0)
                break;
            lineStart += length;
        }

        return lineStart + (exception.BytePositionInLine ?? 0);
    }

    /// <summary>A name may be as long as the request, and is shown as far as an error may.</summary>
    private static string NameOf(ReadOnlySpan<byte> utf8) => Quoted.Of(
        Encoding.UTF8.GetString(utf8.Length <= MaxNameBytes ? utf8 : utf8[..MaxNameBytes]));

    private static void EnterItem(Stack<Step> steps)
    {
        if (steps.TryPeek(out Step? step) && step.IsArray)
            step.Index++;
    }

    private static string Format(Stack<Step> steps)
    {
        var path = new StringBuilder();
        foreach (Step step in steps.Reverse())
        {
            if (step.IsArray)
                path.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
            else if (step.Name is not null)
                path.Append(path.Length == 0 ? "" : ".").Append(step.Name);
        }

        // The end of a path says most.
        int more = path.Length - Quoted.Most;
        return more <= 0 ? path.ToString() : "..." + path.ToString(more + 3, Quoted.Most - 3);
    }

    private sealed class Step(bool isArray)
    {
        public bool IsArray { get; } = isArray;

        public int Index { get; set; } = -1;

        public string? Name { get; set; }
    }
}
