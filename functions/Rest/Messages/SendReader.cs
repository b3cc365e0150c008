using System.Text;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads the body of a send.</summary>
internal static class SendReader
{
    private const int Messages = 0;
    private static readonly string[] Request = ["messages"];
    private static readonly string[] Message =
        ["body", "bodyBase64", "contentType", "attributes", "delaySeconds", "groupId", "deduplicationId"];

    private static readonly string[] Binary = ["base64"];

    public static List<NewMessage> Read(ReadOnlySpan<byte> json)
    {
        JsonCursor cursor = new(json, "InvalidMessage");
        List<NewMessage>? messages = null;
        uint seen = 0;
        cursor.Begin();
        while (cursor.NextMember(Request, ref seen, out int member))
        {
            if (member == Messages)
                messages = ReadMessages(ref cursor);
        }

        cursor.End();
        return messages is { Count: > 0 }
            ? messages
            : throw RestException.BadRequest(
                "InvalidRequest", $"messages must have 1 to {Limits.MaxBatchMessages} entries.");
    }

    private static List<NewMessage> ReadMessages(ref JsonCursor cursor)
    {
        List<NewMessage> messages = new(10);
        cursor.BeginArray();
        while (cursor.NextItem())
        {
            if (messages.Count == Limits.MaxBatchMessages)
            {
                throw RestException.BadRequest(
                    "InvalidRequest", $"messages has more than {Limits.MaxBatchMessages} entries; send several requests.");
            }

            cursor.Index = messages.Count;
            messages.Add(ReadMessage(ref cursor));
        }

        cursor.Index = -1;
        return messages;
    }

    private static NewMessage ReadMessage(ref JsonCursor cursor)
    {
        byte[]? text = null;
        byte[]? bytes = null;
        string? contentType = null;
        string? groupId = null;
        string? deduplicationId = null;
        TimeSpan? delay = null;
        List<MessageAttribute>? attributes = null;
        uint seen = 0;
        cursor.ExpectObject();
        while (cursor.NextMember(Message, ref seen, out int member))
        {
            switch (Message[member])
            {
                case "body":
                    text = cursor.Utf8();
                    break;
                case "bodyBase64":
                    bytes = cursor.Base64();
                    break;
                case "contentType":
                    contentType = ReadContentType(ref cursor);
                    break;
                case "attributes":
                    attributes = ReadAttributes(ref cursor);
                    break;
                case "delaySeconds":
                    delay = cursor.Seconds(TimeSpan.Zero, Limits.MaxDelay);
                    break;
                case "groupId":
                    groupId = cursor.String();
                    break;
                default:
                    deduplicationId = cursor.String();
                    break;
            }
        }

        if (text is null == bytes is null)
        {
            throw RestException.BadRequest(
                "InvalidMessage", $"messages[{cursor.Index}] must have either body or bodyBase64, and not both.");
        }

        return new NewMessage
        {
            Body = text ?? bytes,
            IsText = text is not null,
            ContentType = contentType,
            Attributes = attributes is null ? [] : attributes,
            Delay = delay,
            GroupId = groupId,
            DeduplicationId = deduplicationId,
        };
    }

    private static string ReadContentType(ref JsonCursor cursor)
    {
        string contentType = cursor.String();
        return contentType.Length is > 0 and <= Limits.MaxContentTypeLength
            ? contentType
            : throw cursor.OutOfRange($"a media type of at most {Limits.MaxContentTypeLength} characters");
    }

    private static List<MessageAttribute> ReadAttributes(ref JsonCursor cursor)
    {
        List<MessageAttribute> attributes = [];
        cursor.ExpectObject();
        while (cursor.NextEntry(out string name))
        {
            if (!IsName(name))
            {
                throw cursor.OutOfRange(
                    $"a map with names of 1 to {Limits.MaxAttributeNameLength} letters, digits, '_', '-' and '.'");
            }

            if (attributes.Count == Limits.MaxMessageAttributes)
                throw cursor.OutOfRange($"a map of at most {Limits.MaxMessageAttributes} entries");
            if (attributes.Exists(attribute => string.Equals(attribute.Name, name, StringComparison.Ordinal)))
                throw RestException.BadRequest("DuplicateMember", $"messages[{cursor.Index}].attributes.{name} is there twice.");
            attributes.Add(ReadAttribute(ref cursor, name));
        }

        return attributes;
    }

    private static MessageAttribute ReadAttribute(ref JsonCursor cursor, string name)
    {
        if (cursor.IsString)
            return new MessageAttribute(name, AttributeKind.Text, cursor.Utf8());
        if (cursor.IsNumber)
            return new MessageAttribute(name, AttributeKind.Number, cursor.NumberText());
        if (!cursor.IsObject)
            throw RestException.BadRequest(
                "InvalidType", $"messages[{cursor.Index}].attributes.{name} must be a string, a number or {{\"base64\": …}}.");
        byte[]? value = null;
        uint seen = 0;
        while (cursor.NextMember(Binary, ref seen, out _))
            value = cursor.Base64();
        return new MessageAttribute(
            name, AttributeKind.Binary, value ?? throw cursor.OutOfRange("a map whose binary values have a base64 member"));
    }

    private static bool IsName(string name)
    {
        if (name.Length is 0 or > Limits.MaxAttributeNameLength)
            return false;
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune) && rune.Value is not ('_' or '-' or '.'))
                return false;
        }

        return true;
    }
}
