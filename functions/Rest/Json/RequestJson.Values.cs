using System.Text;
using System.Text.Json;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Json;

/// <content>Reads the value that the reader stands at.</content>
internal ref partial struct RequestJson
{
    /// <summary>The text of a string as UTF-8 bytes of their own.</summary>
    public readonly byte[] Bytes()
    {
        if (_reader.TokenType != JsonTokenType.String)
            throw WrongType("a string");
        return TakeText();
    }

    public readonly string Text()
    {
        if (_reader.TokenType != JsonTokenType.String)
            throw WrongType("a string");
        if (_reader.ValueSpan.Length > MaxTextBytes)
            throw Refusal(ProblemCode.InvalidRequest, $"has more than {MaxTextBytes} bytes.");
        return Encoding.UTF8.GetString(_reader.ValueIsEscaped ? TakeText() : _reader.ValueSpan);
    }

    /// <summary>One of some words.</summary>
    public readonly T Word<T>(IReadOnlyList<(string Word, T Value)> words, string code)
    {
        string text = Text();
        foreach ((string word, T value) in words)
        {
            if (string.Equals(word, text, StringComparison.Ordinal))
                return value;
        }

        throw Refusal(code, $"must be one of {string.Join(", ", words.Select(word => word.Word))}.");
    }

    public readonly byte[] Base64()
    {
        if (_reader.TokenType != JsonTokenType.String)
            throw WrongType("a base64 string");
        int length = _reader.ValueIsEscaped ? TakeText().Length : _reader.ValueSpan.Length;
        // The decoder passes over white space, which RFC 4648 section 3.3 does not: then the text is too long.
        return _reader.TryGetBytesFromBase64(out byte[]? bytes)
            && length == System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length)
            ? bytes
            : throw Refusal(ProblemCode.InvalidBase64, "is not base64 (RFC 4648 section 4, with padding).");
    }

    public readonly bool Boolean() => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw WrongType("true or false"),
    };

    /// <param name="code">The problem if the number is out of range or has a fraction.</param>
    public readonly int Number(int min, int max, string code) => (int)LongNumber(min, max, code);

    /// <inheritdoc cref="Number"/>
    public readonly long LongNumber(long min, long max, string code)
    {
        if (_reader.TokenType != JsonTokenType.Number)
            throw WrongType("a number");
        if (!_reader.TryGetInt64(out long value) || value < min || value > max)
            throw Refusal(code, $"must be a whole number from {min} to {max}.");
        return value;
    }

    /// <summary>A span of time in seconds; fractions are kept down to a millisecond.</summary>
    public readonly TimeSpan Seconds(TimeSpan min, TimeSpan max, string code)
    {
        if (_reader.TokenType != JsonTokenType.Number)
            throw WrongType("a number");
        return SecondsText.TryParse(_reader.ValueSpan, min, max, out TimeSpan span)
            ? span
            : throw Refusal(code, SecondsText.Allowed(min, max));
    }

    public readonly TimeSpan Seconds(TimeSpan max, string code) => Seconds(TimeSpan.Zero, max, code);

    /// <summary>A number exactly as it was sent.</summary>
    public readonly byte[] NumberAsSent() => _reader.ValueSpan.ToArray();

    /// <summary>A refusal of the member or item that the reader stands at.</summary>
    public readonly ProblemException Refusal(string code, string whatIsWrong)
    {
        string path = JsonPlace.PathOf(_json, _reader.TokenStartIndex);
        string subject = path.Length == 0 ? "The request" : $"'{path}'";
        return ProblemException.BadRequest(code, $"{subject} {whatIsWrong}");
    }

    public readonly ProblemException WrongType(string expected) =>
        Refusal(ProblemCode.InvalidType, $"must be {expected}, not {NameOf(_reader.TokenType)}.");

    private static string NameOf(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };

    /// <summary>The current string or member name without its escapes.</summary>
    private readonly byte[] TakeText()
    {
        if (!_reader.ValueIsEscaped)
            return _reader.ValueSpan.ToArray();
        byte[] text = new byte[_reader.ValueSpan.Length];
        try
        {
            int length = _reader.CopyString(text);
            return text.AsSpan(0, length).ToArray();
        }
        catch (InvalidOperationException)
        {
            // The document is UTF-8, so only an escape like \ud800 alone can be what has no text.
            throw ProblemException.BadRequest(
                ProblemCode.InvalidUnicode,
                $"The string at byte {_reader.TokenStartIndex} has an escaped surrogate without its other half.");
        }
    }
}
