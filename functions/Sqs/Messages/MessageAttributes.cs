using System.Text;
using QueueService.Functions.Rest.Problems;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Wire;
using QueueService.Partitions.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>Message attributes and their data types.</summary>
internal static class MessageAttributes
{
    /// <summary>
    /// The trace header is kept among the attributes under a name that no client of SQS may give one.
    /// </summary>
    public const string TraceHeader = "AWS.TraceHeader";

    public const string SystemTraceHeader = "AWSTraceHeader";
    private const int MaxDataTypeLength = 256;

    /// <summary>It is not counted against the size of a message; a true one has some hundred characters.</summary>
    private const int MaxTraceLength = 2048;

    public static bool IsSystem(MessageAttribute attribute) =>
        string.Equals(attribute.Name, TraceHeader, StringComparison.Ordinal);

    public static string DataType(MessageAttribute attribute)
    {
        string type = attribute.Kind switch
        {
            AttributeKind.Text or AttributeKind.Boolean => "String",
            AttributeKind.Number => "Number",
            AttributeKind.Binary => "Binary",
            _ => throw new InvalidOperationException($"An attribute has kind {attribute.Kind}."),
        };
        return attribute.Label is null ? type : $"{type}.{attribute.Label}";
    }

    public static MessageAttribute[] Read(ISqsInput message)
    {
        IReadOnlyList<KeyValuePair<string, ISqsInput>> given = message.Structures("MessageAttributes");
        if (given.Count == 0)
            return [];
        if (given.Count > MessageRules.MaxMessageAttributes)
        {
            throw SqsException.Invalid(
                $"Number of message attributes [{given.Count}] exceeds the allowed maximum "
                + $"[{MessageRules.MaxMessageAttributes}].");
        }

        MessageAttribute[] attributes = new MessageAttribute[given.Count];
        for (int n = 0; n < attributes.Length; n++)
        {
            (string name, ISqsInput value) = given[n];
            CheckName(name);
            if (Array.Exists(attributes, known => string.Equals(known?.Name, name, StringComparison.Ordinal)))
                throw SqsException.Invalid($"Message (user) attribute name '{Quoted.Of(name)}' is there twice.");
            attributes[n] = Read(name, value);
        }

        return attributes;
    }

    /// <summary>The trace header that is a system attribute; null if there is none.</summary>
    public static MessageAttribute? ReadTrace(ISqsInput message)
    {
        MessageAttribute? trace = null;
        foreach ((string name, ISqsInput value) in message.Structures("MessageSystemAttributes"))
        {
            if (!string.Equals(name, SystemTraceHeader, StringComparison.Ordinal)
                || !string.Equals(value.Text("DataType"), "String", StringComparison.Ordinal)
                || value.Text("StringValue") is not { Length: > 0 and <= MaxTraceLength } text)
                throw SqsException.Invalid($"Message system attribute '{Quoted.Of(name)}' is invalid.");
            trace = Trace(MessageRules.AttributeText(name, text));
        }

        return trace;
    }

    /// <summary>The trace header that came with the HTTP request; null if none did, or one that is none.</summary>
    public static MessageAttribute? TraceOf(string? header) =>
        header is { Length: > 0 and <= MaxTraceLength } ? Trace(Encoding.UTF8.GetBytes(header)) : null;

    /// <summary>What attributes count against the limits, in bytes.</summary>
    public static int Size(MessageAttribute[] attributes)
    {
        int size = 0;
        foreach (MessageAttribute attribute in attributes)
        {
            size += Encoding.UTF8.GetByteCount(attribute.Name)
                + Encoding.UTF8.GetByteCount(DataType(attribute))
                + attribute.Value.Length;
        }

        return size;
    }

    private static MessageAttribute Read(string name, ISqsInput value)
    {
        string type = value.Text("DataType") is { Length: > 0 } given
            ? given
            : throw SqsException.Invalid(
                $"The message attribute '{Quoted.Of(name)}' must contain non-empty message attribute type.");
        string[] parts = type.Split('.', 2);
        AttributeKind kind = parts[0] switch
        {
            "String" => AttributeKind.Text,
            "Number" => AttributeKind.Number,
            "Binary" => AttributeKind.Binary,
            _ => throw WrongType(name),
        };
        if (type.Length > MaxDataTypeLength)
            throw WrongType(name);
        string? label = parts.Length == 2 ? parts[1] : null;
        byte[]? bytes = kind == AttributeKind.Binary ? value.Blob("BinaryValue")
            : value.Text("StringValue") is { } text ? MessageRules.AttributeText(name, text) : null;
        if (bytes is not { Length: > 0 })
        {
            throw SqsException.Invalid(
                $"Message (user) attribute '{Quoted.Of(name)}' must contain a non-empty value of type "
                + $"'{Quoted.Of(parts[0])}'.");
        }

        if (kind == AttributeKind.Number && !NumberText.IsNumber(bytes))
        {
            throw SqsException.Invalid(
                $"Can't cast the value of message (user) attribute '{Quoted.Of(name)}' to a number.");
        }

        return new MessageAttribute(name, kind, bytes, label);
    }

    private static MessageAttribute Trace(byte[] text) =>
        new(TraceHeader, AttributeKind.Text, text, IsFree: true);

    private static void CheckName(string name)
    {
        bool isReserved = name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase);
        if (name.Length is 0 or > Limits.MaxAttributeNameLength || isReserved || name[0] == '.' || name[^1] == '.'
            || name.Contains("..", StringComparison.Ordinal)
            || !name.All(character => char.IsLetterOrDigit(character) || character is '_' or '-' or '.'))
        {
            throw SqsException.Invalid(
                $"Message (user) attribute name '{Quoted.Of(name)}' is invalid. It can have up to 256 letters, digits, "
                + "hyphens, underscores and single periods, begins and ends with no period, and not with AWS. or "
                + "Amazon.");
        }
    }

    private static SqsException WrongType(string name) => SqsException.Invalid(
        $"The type of message (user) attribute '{Quoted.Of(name)}' is invalid. You must use only the "
        + "following supported type prefixes: Binary, Number, String.");
}
