using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace QueueService.Tests.Functions.Sqs.Signing;

/// <summary>
/// Signature Version 4 as a client does it, written from the published algorithm and apart from the program's own.
/// </summary>
internal sealed record TestSigner(string KeyId, string Secret)
{
    public string Region { get; init; } = "eu-west-1";

    public string Service { get; init; } = "sqs";

    public DateTimeOffset Now { get; init; } = DateTimeOffset.UtcNow;

    private string Time => Now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private string Scope => $"{Time[..8]}/{Region}/{Service}/aws4_request";

    /// <summary>The value of the Authorization header.</summary>
    /// <param name="path">As it is sent.</param>
    /// <param name="query">Decoded.</param>
    /// <param name="headers">Those that are signed, in lower case.</param>
    public string Authorize(
        string method,
        string path,
        IEnumerable<(string Name, string Value)> query,
        IReadOnlyList<(string Name, string Value)> headers,
        string payloadHash)
    {
        string names = Names(headers);
        string signature = Sign(Canonical(method, path, CanonicalQuery(query), headers, payloadHash));
        return $"AWS4-HMAC-SHA256 Credential={KeyId}/{Scope}, SignedHeaders={names}, Signature={signature}";
    }

    /// <summary>Signs a request in its headers.</summary>
    public void Sign(HttpRequestMessage request, Uri address, byte[] body, string? payloadHash = null, params string[] alsoSigned)
    {
        request.Headers.Remove("X-Amz-Date");
        request.Headers.Add("X-Amz-Date", Time);
        if (payloadHash is not null)
            request.Headers.Add("X-Amz-Content-Sha256", payloadHash);
        List<(string, string)> headers = [("host", $"{address.Host}:{address.Port}")];
        foreach ((string name, HeaderStringValues values) in request.Headers.NonValidated)
        {
            string lower = name.ToLowerInvariant();
            if (lower.StartsWith("x-amz-", StringComparison.Ordinal) || alsoSigned.Contains(lower))
                // As they are sent: on one line.
                headers.Add((lower, values.ToString()));
        }

        string target = new Uri(address, request.RequestUri!).PathAndQuery;
        string[] parts = target.Split('?', 2);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            Authorize(request.Method.Method, parts[0], Decoded(parts.ElementAtOrDefault(1)), headers, payloadHash ?? Hash(body)));
    }

    /// <summary>A signed path and query that anybody may call for a time.</summary>
    public string Presign(string method, Uri address, string path, TimeSpan lifetime, params (string Name, string Value)[] query)
    {
        List<(string Name, string Value)> all =
        [
            .. query,
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
            ("X-Amz-Credential", $"{KeyId}/{Scope}"),
            ("X-Amz-Date", Time),
            ("X-Amz-Expires", $"{lifetime.TotalSeconds}"),
            ("X-Amz-SignedHeaders", "host"),
        ];
        string canonical = Canonical(
            method, path, CanonicalQuery(all), [("host", $"{address.Host}:{address.Port}")], Hash([]));
        return $"{path}?{CanonicalQuery(all)}&X-Amz-Signature={Sign(canonical)}";
    }

    public static string Hash(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));

    private static IEnumerable<(string, string)> Decoded(string? query) => (query ?? "")
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")));

    private static string CanonicalQuery(IEnumerable<(string Name, string Value)> query) => string.Join('&', query
        .Select(pair => (Name: Uri.EscapeDataString(pair.Name), Value: Uri.EscapeDataString(pair.Value)))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Names(IEnumerable<(string Name, string Value)> headers) =>
        string.Join(';', headers.Select(header => header.Name).Distinct().Order(StringComparer.Ordinal));

    private static string Canonical(
        string method, string path, string query, IReadOnlyList<(string Name, string Value)> headers, string payloadHash)
    {
        IEnumerable<string> lines = headers
            .GroupBy(header => header.Name).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key}:{string.Join(',', group.Select(header => Squeeze(header.Value)))}\n");
        return $"{method}\n{CanonicalPath(path)}\n{query}\n{string.Concat(lines)}\n{Names(headers)}\n{payloadHash}";
    }

    private static string Squeeze(string value) =>
        string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string CanonicalPath(string path)
    {
        Stack<string> segments = new();
        foreach (string segment in path.Split('/'))
        {
            if (segment is "..")
                segments.TryPop(out _);
            else if (segment is not ("" or "."))
                segments.Push(Uri.EscapeDataString(segment));
        }

        string joined = "/" + string.Join('/', segments.Reverse());
        return joined.Length > 1 && path.EndsWith('/') ? joined + "/" : joined;
    }

    private string Sign(string canonical)
    {
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (string part in Scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        string text = $"AWS4-HMAC-SHA256\n{Time}\n{Scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
