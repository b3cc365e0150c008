using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>
/// The MD5 digests of SQS, by which SDKs tell that a message arrived unharmed; lower-case hexadecimal. The one over
/// attributes is described in the developer guide, "Calculating the MD5 message digest for message attributes".
/// </summary>
internal static class MessageDigest
{
    private const byte TextTransport = 1;
    private const byte BinaryTransport = 2;

#pragma warning disable CA5351 // The protocol wants MD5, as a checksum.
    public static string OfBody(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(MD5.HashData(body));

    /// <summary>The digest over attributes in the order of their names; null if there are none.</summary>
    public static string? OfAttributes(IReadOnlyList<MessageAttribute> attributes) =>
        OfAttributes(attributes, attribute => attribute.Name);

    /// <summary>The digest over the system attributes of a message that has a trace header.</summary>
    public static string? OfTrace(MessageAttribute trace) => OfAttributes([trace], _ => "AWSTraceHeader");

    private static string? OfAttributes(IReadOnlyList<MessageAttribute> attributes, Func<MessageAttribute, string> name)
    {
        if (attributes.Count == 0)
            return null;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (MessageAttribute attribute in attributes.OrderBy(name, StringComparer.Ordinal))
        {
            Append(hash, Encoding.UTF8.GetBytes(name(attribute)));
            Append(hash, Encoding.UTF8.GetBytes(MessageAttributes.DataType(attribute)));
            hash.AppendData([attribute.Kind == AttributeKind.Binary ? BinaryTransport : TextTransport]);
            Append(hash, attribute.Value.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
#pragma warning restore CA5351

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> value)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)value.Length);
        hash.AppendData(length);
        hash.AppendData(value);
    }
}
