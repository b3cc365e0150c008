using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using QueueService.Functions.Rest.Problems;

namespace QueueService.Functions.Rest.Json;

/// <summary>
/// A strict reader of request documents: everything that is not exactly what the call takes ends the request with a
/// problem that names the place. Text goes from the request's bytes to the message's bytes, never through a string.
/// </summary>
internal ref partial struct RequestJson
{
    public static readonly JsonReaderOptions ReaderOptions = new()
    {
        MaxDepth = 16,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>The longest name of an attribute, where all of it is escaped.</summary>
    private const int MaxNameBytes = 6 * Limits.MaxAttributeNameLength;

    /// <summary>More than any text but the contents of messages has, escaped or not.</summary>
    private const int MaxTextBytes = 16 * 1024;

    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;

    /// <summary>Begins to read a document, which must be one object.</summary>
    public RequestJson(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            throw ProblemException.BadRequest(
                ProblemCode.MalformedJson,
                "The request has no body. Send a JSON object; /openapi/v1.json describes what this call takes.");
        }

        _json = json;
        _reader = new Utf8JsonReader(json, ReaderOptions);
        if (!Utf8.IsValid(json))
            throw NotUtf8(json);
        Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
            throw WrongType("an object");
    }

    public readonly JsonTokenType Kind => _reader.TokenType;

    /// <summary>Enters the object that is the value of the current member or item.</summary>
    public void BeginObject()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
            throw WrongType("an object");
    }

    /// <summary>Enters the array that is the value of the current member.</summary>
    public void BeginArray()
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
            throw WrongType("an array");
    }

    /// <summary>Goes to the next item of the array; false at its end.</summary>
    public bool NextItem()
    {
        Read();
        return _reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>
    /// Goes to the value of the object's next member and tells which member it is; -1 at the end of the object. Refuses
    /// members that are not in <paramref name="names"/> and those that came before.
    /// </summary>
    /// <param name="seen">Starts at 0; keeps what came before.</param>
    public int NextMember(MemberNames names, ref uint seen)
    {
        Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
            return -1;
        int member = !_reader.ValueIsEscaped ? names.IndexOf(_reader.ValueSpan)
            : _reader.ValueSpan.Length <= MaxNameBytes ? names.IndexOf(TakeText())
            : -1;
        if (member < 0)
            throw Refusal(ProblemCode.UnknownMember, $"is not known here; {names.Hint}.");
        uint mark = 1u << member;
        if ((seen & mark) != 0)
            throw Refusal(ProblemCode.DuplicateMember, "is there twice.");
        seen |= mark;
        Read();
        return member;
    }

    /// <summary>Goes to the value of the object's next member, whatever its name; null at the end.</summary>
    public string? NextName()
    {
        Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
            return null;
        if (_reader.ValueSpan.Length > MaxNameBytes)
            throw Refusal(ProblemCode.InvalidRequest, $"has a name of more than {MaxNameBytes} bytes.");
        string name = Encoding.UTF8.GetString(TakeText());
        Read();
        return name;
    }

    /// <summary>Checks that nothing follows the document.</summary>
    public void End() => Read();

    private void Read()
    {
        try
        {
            _reader.Read();
        }
        catch (JsonException exception)
        {
            throw Malformed(_json, exception);
        }
    }

    private static ProblemException Malformed(ReadOnlySpan<byte> json, JsonException exception)
    {
        long position = JsonPlace.PositionOf(exception, json);
        // The message ends in line and position, which the detail gives as one number.
        string reason = exception.Message.Split(" LineNumber: ")[0];
        return ProblemException.BadRequest(
            ProblemCode.MalformedJson, $"The request is not valid JSON at byte {position}: {reason}");
    }

    private static ProblemException NotUtf8(ReadOnlySpan<byte> json)
    {
        int position = 0;
        while (Rune.DecodeFromUtf8(json[position..], out _, out int length) == OperationStatus.Done)
            position += length;
        return ProblemException.BadRequest(
            ProblemCode.InvalidUnicode, $"The request is not valid UTF-8 at byte {position}.");
    }
}
