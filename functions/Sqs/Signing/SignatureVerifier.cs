using System.Globalization;
using System.Security.Cryptography;
using QueueService.Access;
using QueueService.Access.Keys;
using QueueService.Functions.Rest.Json;

namespace QueueService.Functions.Sqs.Signing;

/// <summary>
/// Proves who has sent a request by its signature (AWS Signature Version 4, in headers or presigned). In steps, because
/// the body is read only for a key that is there, and for a right signature where that can be told without the body.
/// </summary>
/// <param name="publicHost">The host that clients address where a proxy puts another; null if there is none.</param>
internal sealed class SignatureVerifier(AccessControl access, TimeProvider time, string? publicHost)
{
    private const string PayloadHashHeader = "x-amz-content-sha256";
    private const string TargetHeader = "x-amz-target";
    private const string Unsigned = "UNSIGNED-PAYLOAD";
    private const int HashBytes = 32;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    private readonly SigningKeys _keys = new();

    /// <summary>Finds the signature.</summary>
    public Signature Read(HttpRequest request)
    {
        Signature signature = SignatureReader.Read(request);
        CheckHeaders(request, signature);
        CheckTime(signature);
        return signature;
    }

    public async ValueTask<ActiveKey> FindKeyAsync(Signature signature, CancellationToken cancellationToken) =>
        await access.FindKeyAsync(signature.KeyId, cancellationToken) ?? throw SignatureErrors.UnknownKey();

    /// <summary>
    /// Checks the signature before the body is read, where the client has sent what it signed in place of the body.
    /// </summary>
    public SignatureProof VerifyAhead(HttpRequest request, SignatureProof proof) =>
        ClaimedHash(request) is { } claimed ? proof with { Principal = Admit(request, proof, claimed) } : proof;

    /// <summary>Checks the signature of the whole request, or what is left to check of it.</summary>
    public AccessPrincipal Verify(HttpRequest request, SignatureProof proof, ReadOnlySpan<byte> body)
    {
        string? claimed = ClaimedHash(request);
        if (claimed is not null && proof.Principal is { } principal)
        {
            if (!string.Equals(claimed, Unsigned, StringComparison.Ordinal)
                && !string.Equals(claimed, HashOf(body), StringComparison.OrdinalIgnoreCase))
            {
                throw SignatureErrors.Mismatch(
                    "The value of x-amz-content-sha256 is not the SHA-256 of the payload that came.");
            }

            return principal;
        }

        return Admit(request, proof, HashOf(body));
    }

    private AccessPrincipal Admit(HttpRequest request, SignatureProof proof, string payloadHash)
    {
        if (!IsRight(request, proof.Signature, proof.Key, payloadHash))
            throw SignatureErrors.Mismatch();
        try
        {
            return access.Admit(proof.Key);
        }
        catch (AccessException refusal)
        {
            throw refusal.Code == AccessErrorCode.KeyExpired
                ? SignatureErrors.ExpiredKey()
                : SignatureErrors.UnknownKey();
        }
    }

    private bool IsRight(HttpRequest request, Signature signature, ActiveKey key, string payloadHash)
    {
        string host = request.Headers.Host.ToString();
        KeySecret? previous = key.PreviousAt(time.GetUtcNow());
        return IsRightFor(host) || (publicHost is not null && IsRightFor(publicHost));

        bool IsRightFor(string addressed) =>
            IsRight(request, signature, key.Secret, addressed, payloadHash)
            || (previous is not null && IsRight(request, signature, previous, addressed, payloadHash));
    }

    private bool IsRight(
        HttpRequest request, Signature signature, KeySecret secret, string host, ReadOnlySpan<char> payloadHash)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        CanonicalRequest.Hash(request, signature, host, payloadHash, hash);
        using PooledBytes text = new(256);
        CanonicalText.Append(text, Signature.Algorithm);
        CanonicalText.Append(text, "\n");
        CanonicalText.Append(text, signature.Time);
        CanonicalText.Append(text, "\n");
        CanonicalText.Append(text, signature.Scope);
        CanonicalText.Append(text, "\n");
        Span<char> hex = stackalloc char[2 * HashBytes];
        Convert.TryToHexStringLower(hash, hex, out _);
        CanonicalText.Append(text, hex);
        byte[] key = _keys.Get(secret, signature.Scope);
        HMACSHA256.HashData(key, text.Span, hash);
        if (!CryptographicOperations.FixedTimeEquals(hash, signature.Value))
            return false;
        _keys.Keep(secret, signature.Scope, key);
        return true;
    }

    /// <summary>What the client says to have signed in place of the body; null if it says nothing.</summary>
    private static string? ClaimedHash(HttpRequest request)
    {
        string? claimed = request.Headers[PayloadHashHeader];
        if (string.Equals(claimed, Unsigned, StringComparison.Ordinal) && !request.IsHttps)
            throw SignatureErrors.Mismatch($"{Unsigned} is allowed over HTTPS only.");
        return string.IsNullOrEmpty(claimed) ? null : claimed;
    }

    private static string HashOf(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        SHA256.HashData(body, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static void CheckHeaders(HttpRequest request, Signature signature)
    {
        if (!signature.Covers("host"))
            throw SignatureErrors.Mismatch("'Host' must be a 'SignedHeader' in the AWS Authorization.");
        // Otherwise whoever has seen a request could have another operation carried out with its body.
        if (request.Headers.ContainsKey(TargetHeader) && !signature.Covers(TargetHeader))
            throw SignatureErrors.Mismatch($"'{TargetHeader}' must be a 'SignedHeader' in the AWS Authorization.");
    }

    private void CheckTime(Signature signature)
    {
        DateTimeOffset now = time.GetUtcNow();
        TimeSpan lifetime = signature.Lifetime ?? Skew;
        if (signature.SignedAt > now + Skew)
        {
            throw SignatureErrors.Clock(
                $"Signature not yet current: {signature.Time} is still later than {Text(now + Skew)} "
                + $"({Text(now)} + {Skew.TotalMinutes} min.)");
        }

        if (now > signature.SignedAt + lifetime)
        {
            throw SignatureErrors.Clock(
                $"Signature expired: {signature.Time} is now earlier than {Text(now - lifetime)} "
                + $"({Text(now)} - {lifetime.TotalMinutes:0.##} min.)");
        }
    }

    private static string Text(DateTimeOffset time) =>
        time.ToString(SignatureReader.TimeFormat, CultureInfo.InvariantCulture);
}
