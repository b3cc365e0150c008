using System.Buffers;
using System.Text;

namespace QueueService.Functions.Sqs.Signing;

/// <summary>The parts of a request in the one form that is signed (Signature Version 4, task 1).</summary>
internal static class CanonicalText
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    /// <summary>
    /// The path as it was sent, without empty and dot segments, and encoded once more: all services but S3 do so.
    /// </summary>
    public static void AppendPath(IBufferWriter<byte> text, ReadOnlySpan<char> path)
    {
        if (path is "/")
        {
            text.Write("/"u8);
            return;
        }

        List<string> segments = [];
        foreach (Range range in path.Split('/'))
        {
            ReadOnlySpan<char> segment = path[range];
            if (segment is "..")
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            else if (!segment.IsEmpty && segment is not ".")
                segments.Add(segment.ToString());
        }

        text.Write("/"u8);
        for (int n = 0; n < segments.Count; n++)
        {
            if (n > 0)
                text.Write("/"u8);
            AppendEncoded(text, Encoding.UTF8.GetBytes(segments[n]));
        }

        if (segments.Count > 0 && path[^1] == '/')
            text.Write("/"u8);
    }

    /// <summary>
    /// The parameters, decoded as the endpoint reads them, encoded strictly (RFC 3986), and sorted by name and value.
    /// </summary>
    /// <param name="query">With or without its question mark.</param>
    /// <param name="except">The parameter that carries the signature itself.</param>
    public static void AppendQuery(IBufferWriter<byte> text, string? query, string? except)
    {
        ReadOnlySpan<char> rest = query.AsSpan().TrimStart('?');
        List<(string Name, string Value)> parameters = [];
        foreach (Range range in rest.Split('&'))
        {
            ReadOnlySpan<char> pair = rest[range];
            if (pair.IsEmpty)
                continue;
            int equals = pair.IndexOf('=');
            string name = Canonical(equals < 0 ? pair : pair[..equals]);
            if (!string.Equals(name, except, StringComparison.Ordinal))
                parameters.Add((name, equals < 0 ? "" : Canonical(pair[(equals + 1)..])));
        }

        parameters.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name) is not 0 and int order
            ? order
            : string.CompareOrdinal(one.Value, other.Value));
        for (int n = 0; n < parameters.Count; n++)
            Append(text, $"{(n == 0 ? "" : "&")}{parameters[n].Name}={parameters[n].Value}");
    }

    /// <summary>A header's value without spaces around it, and with single ones inside.</summary>
    public static void AppendHeaderValue(IBufferWriter<byte> text, ReadOnlySpan<char> value)
    {
        value = value.Trim(' ');
        while (true)
        {
            int gap = value.IndexOf("  ", StringComparison.Ordinal);
            if (gap < 0)
                break;
            Append(text, value[..(gap + 1)]);
            value = value[gap..].TrimStart(' ');
        }

        Append(text, value);
    }

    public static void Append(IBufferWriter<byte> text, ReadOnlySpan<char> characters) =>
        Encoding.UTF8.GetBytes(characters, text);

    private static string Canonical(ReadOnlySpan<char> encoded)
    {
        ArrayBufferWriter<byte> text = new(Math.Max(encoded.Length, 1));
        AppendEncoded(text, Decode(encoded));
        return Encoding.ASCII.GetString(text.WrittenSpan);
    }

    private static byte[] Decode(ReadOnlySpan<char> encoded)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(encoded.ToArray());
        int length = 0;
        for (int n = 0; n < bytes.Length; n++)
        {
            byte one = bytes[n];
            if (one == '+')
                one = (byte)' ';
            else if (one == '%' && n + 2 < bytes.Length
                && char.IsAsciiHexDigit((char)bytes[n + 1]) && char.IsAsciiHexDigit((char)bytes[n + 2]))
            {
                one = Convert.FromHexString([(char)bytes[n + 1], (char)bytes[n + 2]])[0];
                n += 2;
            }

            bytes[length++] = one;
        }

        return bytes[..length];
    }

    private static void AppendEncoded(IBufferWriter<byte> text, ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            if (Unreserved.Contains(one))
                text.Write([one]);
            else
                Append(text, $"%{one:X2}");
        }
    }
}
