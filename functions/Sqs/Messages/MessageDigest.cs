using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Sqs.Digests;
using QueueService.Partitions.Messages;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>
/// The MD5 digest over attributes, by which SDKs tell that they arrived unharmed: developer guide, "Calculating the
/// MD5 message digest for message attributes".
/// </summary>
internal static class MessageDigest
{
    private const int InitialBytes = 1024;

    /// <summary>The digest over attributes in the order of their names; null if there are none.</summary>
    public static Md5Digest? OfAttributes(MessageAttribute[] attributes)
    {
        if (attributes.Length == 0)
            return null;
        MessageAttribute[] ordered = [.. attributes];
        Array.Sort(ordered, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        using PooledBytes bytes = new(InitialBytes);
        foreach (MessageAttribute attribute in ordered)
            Append(bytes, attribute.Name, attribute);
        return Md5Digest.Of(bytes.Span);
    }

    /// <summary>The digest over the system attributes of a message that has a trace header.</summary>
    public static Md5Digest OfTrace(MessageAttribute trace)
    {
        using PooledBytes bytes = new(InitialBytes);
        Append(bytes, MessageAttributes.SystemTraceHeader, trace);
        return Md5Digest.Of(bytes.Span);
    }

    private static void Append(PooledBytes bytes, string name, MessageAttribute attribute)
    {
        Append(bytes, name);
        Append(bytes, MessageAttributes.DataType(attribute));

        // How the value is transported: 1 as text, 2 as bytes.
        bytes.Write([attribute.Kind == AttributeKind.Binary ? (byte)2 : (byte)1]);
        AppendLength(bytes, attribute.Value.Length);
        bytes.Write(attribute.Value.Span);
    }

    private static void Append(PooledBytes bytes, string text)
    {
        AppendLength(bytes, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, bytes);
    }

    private static void AppendLength(PooledBytes bytes, int length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes.GetSpan(sizeof(uint)), (uint)length);
        bytes.Advance(sizeof(uint));
    }
}
