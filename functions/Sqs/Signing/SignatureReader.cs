using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace QueueService.Functions.Sqs.Signing;

/// <summary>Finds the signature of a request, in its headers or in its query string.</summary>
internal static class SignatureReader
{
    public const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    private const string AmzDate = "X-Amz-Date";
    private const string AmzSignature = "X-Amz-Signature";
    private const int SignatureBytes = 32;
    private const int MaxLifetimeSeconds = 604_800;
    private const int ScopeParts = 5;

    public static Signature Read(HttpRequest request)
    {
        string? authorization = request.Headers.Authorization;
        if (!string.IsNullOrEmpty(authorization))
            return FromHeader(request, authorization);
        // Looking at the query string makes a dictionary of it, so not where there is none.
        return request.QueryString.HasValue && request.Query.ContainsKey(AmzSignature)
            ? FromQuery(request.Query)
            : throw SignatureErrors.MissingToken();
    }

    private static Signature FromHeader(HttpRequest request, string authorization)
    {
        if (!authorization.StartsWith(Signature.Algorithm, StringComparison.Ordinal))
        {
            throw SignatureErrors.Incomplete(
                $"Unsupported authorization header; it must begin with '{Signature.Algorithm}'.");
        }

        ReadOnlySpan<char> rest = authorization.AsSpan(Signature.Algorithm.Length);
        string credential = Part(rest, "Credential=");
        string signedHeaders = Part(rest, "SignedHeaders=");
        string signature = Part(rest, "Signature=");
        (string time, DateTimeOffset signedAt) = TimeOf(request);
        return Make(credential, signedHeaders, signature, time, signedAt, null);
    }

    private static Signature FromQuery(IQueryCollection query)
    {
        if (!string.Equals(Single(query, "X-Amz-Algorithm"), Signature.Algorithm, StringComparison.Ordinal))
            throw SignatureErrors.Incomplete($"X-Amz-Algorithm must be '{Signature.Algorithm}'.");
        if (!int.TryParse(
                Single(query, "X-Amz-Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out int lifetime)
            || lifetime is < 1 or > MaxLifetimeSeconds)
        {
            throw SignatureErrors.Incomplete($"X-Amz-Expires must be between 1 and {MaxLifetimeSeconds} seconds.");
        }

        string time = Single(query, AmzDate);
        return Make(
            Single(query, "X-Amz-Credential"),
            Single(query, "X-Amz-SignedHeaders"),
            Single(query, AmzSignature),
            time,
            ParseTime(time),
            TimeSpan.FromSeconds(lifetime));
    }

    private static Signature Make(
        string credential,
        string signedHeaders,
        string signature,
        string time,
        DateTimeOffset signedAt,
        TimeSpan? lifetime)
    {
        int slash = credential.IndexOf('/', StringComparison.Ordinal);
        string scope = credential[(slash + 1)..];
        string[] parts = credential.Split('/');
        if (parts.Length != ScopeParts || parts[0].Length == 0)
        {
            throw SignatureErrors.Incomplete(
                "Credential must have exactly 5 slash-delimited elements, keyid/date/region/service/term.");
        }

        if (!string.Equals(parts[3], Signature.Service, StringComparison.Ordinal))
            throw SignatureErrors.Mismatch($"Credential should be scoped to correct service: '{Signature.Service}'.");
        if (!string.Equals(parts[4], Signature.Terminator, StringComparison.Ordinal))
        {
            throw SignatureErrors.Mismatch(
                $"Credential should be scoped with a valid terminator: '{Signature.Terminator}'.");
        }

        if (!string.Equals(parts[1], time[..8], StringComparison.Ordinal))
            throw SignatureErrors.Mismatch("Date in Credential scope does not match the date of the request.");
        byte[] value = new byte[SignatureBytes];
        if (signature.Length != 2 * SignatureBytes
            || Convert.FromHexString(signature, value, out _, out _) != System.Buffers.OperationStatus.Done)
            throw SignatureErrors.Mismatch();
        return new Signature(parts[0], scope, signedHeaders, value, time, lifetime) { SignedAt = signedAt };
    }

    /// <summary>The value behind a name, up to the next comma.</summary>
    private static string Part(ReadOnlySpan<char> header, string name)
    {
        foreach (Range range in header.Split(','))
        {
            ReadOnlySpan<char> part = header[range].Trim();
            if (part.StartsWith(name, StringComparison.Ordinal) && part.Length > name.Length)
                return part[name.Length..].ToString();
        }

        throw SignatureErrors.Incomplete(
            $"Authorization header requires '{name.TrimEnd('=')}' parameter. Authorization header requires "
            + "'Credential', 'SignedHeaders' and 'Signature' parameters, separated by commas.");
    }

    private static string Single(IQueryCollection query, string name) =>
        query.TryGetValue(name, out StringValues values) && values is [{ Length: > 0 } value]
            ? value
            : throw SignatureErrors.Incomplete(
                $"AWS query-string parameters must include '{name}' exactly once.");

    private static (string Time, DateTimeOffset SignedAt) TimeOf(HttpRequest request)
    {
        string? time = request.Headers[AmzDate];
        if (!string.IsNullOrEmpty(time))
            return (time, ParseTime(time));
        return DateTimeOffset.TryParseExact(
            request.Headers.Date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? (date.ToString(TimeFormat, CultureInfo.InvariantCulture), date)
            : throw SignatureErrors.Incomplete(
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }

    private static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.TryParseExact(
            text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : throw SignatureErrors.Incomplete("X-Amz-Date must be of the form 20150830T123600Z.");
}
