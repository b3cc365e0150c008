using System.Text;
using QueueService.Functions.Mqtt.Codec;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>
/// Bytes as they are written in these tests: pairs of hexadecimal digits, <c>'text'</c> for a string with its length, and
/// <c>[...]</c> for properties with theirs.
/// </summary>
internal static class PacketText
{
    public static byte[] Bytes(string text)
    {
        ReadOnlySpan<char> rest = text;
        byte[] bytes = Read(ref rest);
        return rest.IsEmpty ? bytes : throw new FormatException(text);
    }

    /// <summary>A whole packet, of which the length is counted.</summary>
    public static byte[] Packet(string first, string body) =>
        [.. Convert.FromHexString(first), .. Counted(Bytes(body))];

    private static byte[] Read(ref ReadOnlySpan<char> rest)
    {
        List<byte> bytes = [];
        while (!rest.IsEmpty && rest[0] != ']')
        {
            if (rest[0] == '[')
            {
                rest = rest[1..];
                bytes.AddRange(Counted(Read(ref rest)));
                rest = rest[1..];
            }
            else if (rest[0] == '\'')
            {
                int end = rest[1..].IndexOf('\'');
                byte[] utf8 = Encoding.UTF8.GetBytes(rest.Slice(1, end).ToString());
                bytes.AddRange([(byte)(utf8.Length >> 8), (byte)utf8.Length, .. utf8]);
                rest = rest[(end + 2)..];
            }
            else if (rest[0] == ' ')
            {
                rest = rest[1..];
            }
            else
            {
                bytes.AddRange(Convert.FromHexString(rest[..2]));
                rest = rest[2..];
            }
        }

        return [.. bytes];
    }

    private static byte[] Counted(byte[] bytes)
    {
        byte[] length = new byte[VariableByteInteger.Length(bytes.Length)];
        VariableByteInteger.Write(length, bytes.Length);
        return [.. length, .. bytes];
    }
}
