using System.Buffers.Text;
using System.Text;

namespace QueueService.Functions.Access;

/// <summary>An id and a secret, as a REST client shows them.</summary>
/// <param name="Secret">A part of the header where it stands there as it is: the hot path copies no secret.</param>
internal readonly record struct Credentials(string Id, ReadOnlyMemory<char> Secret)
{
    private const string BearerScheme = "Bearer ";
    private const string BasicScheme = "Basic ";

    /// <summary>
    /// Reads <c>Authorization: Bearer id.secret</c> or HTTP Basic (RFC 7617, UTF-8); false if it is neither.
    /// </summary>
    public static bool TryParse(string? authorization, out Credentials credentials)
    {
        credentials = default;
        if (authorization is null)
            return false;
        if (authorization.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase))
            return TrySplit(authorization.AsMemory(BearerScheme.Length).Trim(), '.', out credentials);
        if (!authorization.StartsWith(BasicScheme, StringComparison.OrdinalIgnoreCase))
            return false;
        ReadOnlySpan<char> base64 = authorization.AsSpan(BasicScheme.Length).Trim();
        byte[] bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        return Convert.TryFromBase64Chars(base64, bytes, out int length)
            && TrySplit(Encoding.UTF8.GetString(bytes, 0, length).AsMemory(), ':', out credentials);
    }

    /// <summary>Not what a record would show.</summary>
    public override string ToString() => Id;

    private static bool TrySplit(ReadOnlyMemory<char> text, char separator, out Credentials credentials)
    {
        int at = text.Span.IndexOf(separator);
        credentials = at > 0 ? new Credentials(text.Span[..at].ToString(), text[(at + 1)..]) : default;
        return at > 0;
    }
}
