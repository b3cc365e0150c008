using System.Globalization;
using System.Text.Json;

namespace QueueService.Functions.Rest;

/// <summary>
/// Reads a JSON request member by member. Whatever is not as the contract says throws a <see cref="RestException"/> that
/// names the place.
/// </summary>
internal ref struct JsonCursor
{
    private const int MaxDepth = 16;
    private Utf8JsonReader _reader;
    private readonly string _codeOfRange;
    private string? _member;

    /// <param name="codeOfRange">The code of a value that is out of its range.</param>
    public JsonCursor(ReadOnlySpan<byte> utf8, string codeOfRange = "InvalidRequest")
    {
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        _codeOfRange = codeOfRange;
    }

    /// <summary>Which message of a batch is being read; -1 outside of one.</summary>
    public int Index { get; set; } = -1;

    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    public readonly bool IsString => _reader.TokenType == JsonTokenType.String;

    public readonly bool IsNumber => _reader.TokenType == JsonTokenType.Number;

    public readonly bool IsObject => _reader.TokenType == JsonTokenType.StartObject;

    private readonly string Place => Index < 0 ? _member ?? "The request" : $"messages[{Index}].{_member}";

    public void Begin()
    {
        Read();
        Expect(JsonTokenType.StartObject, "an object");
    }

    public void End()
    {
        try
        {
            if (_reader.Read())
                throw RestException.BadRequest("MalformedJson", "There is something behind the end of the JSON object.");
        }
        catch (JsonException exception)
        {
            throw Malformed(exception);
        }
    }

    /// <summary>Goes to the value of the next member; false at the end of the object.</summary>
    /// <param name="seen">One bit for each member that came already.</param>
    public bool NextMember(ReadOnlySpan<string> members, ref uint seen, out int member)
    {
        Read();
        member = -1;
        if (_reader.TokenType == JsonTokenType.EndObject)
            return false;
        for (int n = 0; n < members.Length && member < 0; n++)
        {
            if (_reader.ValueTextEquals(members[n]))
                member = n;
        }

        if (member < 0)
        {
            _member = MemberName();
            throw RestException.BadRequest(
                "UnknownMember", $"{Place} is not known here. Known are: {string.Join(", ", members.ToArray())}.");
        }

        _member = members[member];
        if ((seen & (1u << member)) != 0)
            throw RestException.BadRequest("DuplicateMember", $"{Place} is there twice.");
        seen |= 1u << member;
        Read();
        return true;
    }

    /// <summary>Goes to the value of the next entry of a map; false at its end.</summary>
    public bool NextEntry(out string name)
    {
        Read();
        name = "";
        if (_reader.TokenType == JsonTokenType.EndObject)
            return false;
        name = MemberName();
        Read();
        return true;
    }

    public void BeginArray() => Expect(JsonTokenType.StartArray, "an array");

    /// <summary>Goes to the next item of an array; false at its end.</summary>
    public bool NextItem()
    {
        Read();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    public void ExpectObject() => Expect(JsonTokenType.StartObject, "an object");

    public string String()
    {
        Expect(JsonTokenType.String, "a string");
        return Text();
    }

    /// <summary>A string as UTF-8, in an array of its own.</summary>
    public byte[] Utf8()
    {
        Expect(JsonTokenType.String, "a string");
        try
        {
            byte[] buffer = GC.AllocateUninitializedArray<byte>(_reader.ValueSpan.Length);
            int length = _reader.CopyString(buffer);
            if (length < buffer.Length)
                Array.Resize(ref buffer, length);
            return System.Text.Unicode.Utf8.IsValid(buffer) ? buffer : throw NotUnicode();
        }
        catch (InvalidOperationException)
        {
            throw NotUnicode();
        }
    }

    public byte[] Base64()
    {
        Expect(JsonTokenType.String, "a string of base64");
        return _reader.TryGetBytesFromBase64(out byte[]? bytes)
            ? bytes
            : throw RestException.BadRequest("InvalidBase64", $"{Place} is not base64 (RFC 4648, with padding).");
    }

    /// <summary>A number as it was written.</summary>
    public readonly byte[] NumberText() => _reader.ValueSpan.ToArray();

    public bool Boolean() => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw WrongType("true or false"),
    };

    public int Integer(int least, int most)
    {
        Expect(JsonTokenType.Number, "a number");
        return _reader.TryGetInt32(out int value) && value >= least && value <= most
            ? value
            : throw OutOfRange($"a whole number from {least} to {most}");
    }

    /// <summary>A span of time in seconds; fractions are allowed down to a millisecond.</summary>
    public TimeSpan Seconds(TimeSpan least, TimeSpan most)
    {
        Expect(JsonTokenType.Number, "a number of seconds");
        return _reader.TryGetDouble(out double value) && value >= least.TotalSeconds && value <= most.TotalSeconds
            ? TimeSpan.FromMilliseconds(Math.Round(value * 1000))
            : throw OutOfRange($"a number of seconds from {Format(least)} to {Format(most)}");
    }

    public readonly RestException OutOfRange(string what) => RestException.BadRequest(_codeOfRange, $"{Place} must be {what}.");

    private static string Format(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private readonly void Expect(JsonTokenType type, string what)
    {
        if (_reader.TokenType != type)
            throw WrongType(what);
    }

    private readonly RestException WrongType(string what) =>
        RestException.BadRequest("InvalidType", $"{Place} must be {what}.");

    private string MemberName()
    {
        string name = Text();
        return name.Length <= Limits.MaxAttributeNameLength ? name : name[..Limits.MaxAttributeNameLength] + "…";
    }

    private string Text()
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw NotUnicode();
        }
    }

    private readonly RestException NotUnicode() => RestException.BadRequest(
        "InvalidUnicode", $"{Place} is not valid Unicode (a lone surrogate, or bytes that are not UTF-8).");

    private void Read()
    {
        try
        {
            if (!_reader.Read())
                throw RestException.BadRequest("MalformedJson", "The JSON object is not complete.");
        }
        catch (JsonException exception)
        {
            throw Malformed(exception);
        }
    }

    private static RestException Malformed(JsonException exception) => RestException.BadRequest(
        "MalformedJson",
        $"The body is not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
}
