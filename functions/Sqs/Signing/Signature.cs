namespace QueueService.Functions.Sqs.Signing;

/// <summary>What a request says of its signature (Signature Version 4).</summary>
/// <param name="KeyId">The id of the access key.</param>
/// <param name="Scope"><c>date/region/service/aws4_request</c>.</param>
/// <param name="SignedHeaders">Names in lower case, joined by <c>;</c>.</param>
/// <param name="Value">32 bytes.</param>
/// <param name="Time">As it was sent: <c>yyyyMMddTHHmmssZ</c>.</param>
/// <param name="Lifetime">How long a presigned request is good for; null for one that is signed in its headers.</param>
internal sealed record Signature(
    string KeyId, string Scope, string SignedHeaders, byte[] Value, string Time, TimeSpan? Lifetime)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    public const string Terminator = "aws4_request";
    public const string Service = "sqs";

    public bool IsPresigned => Lifetime is not null;

    public string Date => Scope[..8];

    public string Region => Scope.Split('/')[1];

    public DateTimeOffset SignedAt { get; init; }

    /// <summary>Whether a header is among those that the signature covers.</summary>
    public bool Covers(string header)
    {
        foreach (Range part in SignedHeaders.AsSpan().Split(';'))
        {
            if (SignedHeaders.AsSpan()[part].Equals(header, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
