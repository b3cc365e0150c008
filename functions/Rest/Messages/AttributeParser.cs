using System.Text.Json;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Partitions.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Reads <c>attributes</c>: name to string, number, boolean or <c>{"base64": "..."}</c>.</summary>
internal static class AttributeParser
{
    private static readonly MemberNames BinaryMembers = new("base64");

    public static List<MessageAttribute> Read(ref RequestJson json)
    {
        json.BeginObject();
        var attributes = new List<MessageAttribute>();
        while (json.NextName() is { } name)
        {
            if (!MessageAttribute.IsName(name))
            {
                throw json.Refusal(
                    ProblemCode.InvalidMessage,
                    $"is not an attribute name: 1 to {Limits.MaxAttributeNameLength} of A-Z a-z 0-9 '_' '-' '.'.");
            }

            if (attributes.Exists(known => string.Equals(known.Name, name, StringComparison.Ordinal)))
                throw json.Refusal(ProblemCode.DuplicateMember, "is there twice.");
            if (attributes.Count == Limits.MaxMessageAttributes)
            {
                throw json.Refusal(
                    ProblemCode.InvalidMessage,
                    $"is one too many: a message has at most {Limits.MaxMessageAttributes} attributes.");
            }

            attributes.Add(ReadValue(ref json, name));
        }

        return attributes;
    }

    private static MessageAttribute ReadValue(ref RequestJson json, string name) => json.Kind switch
    {
        JsonTokenType.String => new MessageAttribute(name, AttributeKind.Text, json.Bytes()),
        JsonTokenType.Number => new MessageAttribute(name, AttributeKind.Number, json.NumberAsSent()),
        JsonTokenType.True => new MessageAttribute(name, AttributeKind.Boolean, "true"u8.ToArray()),
        JsonTokenType.False => new MessageAttribute(name, AttributeKind.Boolean, "false"u8.ToArray()),
        JsonTokenType.StartObject => new MessageAttribute(name, AttributeKind.Binary, ReadBinary(ref json)),
        _ => throw json.WrongType("a string, a number, a boolean or {\"base64\": \"...\"}"),
    };

    private static byte[] ReadBinary(ref RequestJson json)
    {
        byte[]? bytes = null;
        uint seen = 0;
        while (json.NextMember(BinaryMembers, ref seen) >= 0)
            bytes = json.Base64();
        return bytes ?? throw json.Refusal(ProblemCode.InvalidMessage, "lacks its 'base64'.");
    }
}
