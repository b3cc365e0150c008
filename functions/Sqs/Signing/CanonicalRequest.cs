using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using QueueService.Functions.Rest.Json;

namespace QueueService.Functions.Sqs.Signing;

/// <summary>The request in the one form that is signed, and its hash.</summary>
internal static class CanonicalRequest
{
    private const int InitialBytes = 2048;
    private const string Host = "host";

    /// <param name="payloadHash">In hexadecimal digits, or what the client signed in place of it.</param>
    /// <param name="host">The host that the client has addressed.</param>
    /// <param name="hash">Receives the SHA-256, 32 bytes.</param>
    public static void Hash(
        HttpRequest request, Signature signature, string host, ReadOnlySpan<char> payloadHash, Span<byte> hash)
    {
        using PooledBytes text = new(InitialBytes);
        Write(text, request, signature, host, payloadHash);
        SHA256.HashData(text.Span, hash);
    }

    internal static void Write(
        IBufferWriter<byte> text,
        HttpRequest request,
        Signature signature,
        string host,
        ReadOnlySpan<char> payloadHash)
    {
        CanonicalText.Append(text, request.Method);
        text.Write("\n"u8);
        CanonicalText.AppendPath(text, PathOf(request));
        text.Write("\n"u8);
        if (request.QueryString.HasValue)
        {
            CanonicalText.AppendQuery(
                text, request.QueryString.Value, signature.IsPresigned ? "X-Amz-Signature" : null);
        }

        text.Write("\n"u8);
        ReadOnlySpan<char> names = signature.SignedHeaders;
        foreach (Range range in names.Split(';'))
            WriteHeader(text, request, names[range].ToString(), host);
        text.Write("\n"u8);
        CanonicalText.Append(text, names);
        text.Write("\n"u8);
        CanonicalText.Append(text, payloadHash);
    }

    private static void WriteHeader(IBufferWriter<byte> text, HttpRequest request, string name, string host)
    {
        CanonicalText.Append(text, name);
        text.Write(":"u8);
        if (string.Equals(name, Host, StringComparison.Ordinal))
        {
            CanonicalText.AppendHeaderValue(text, host);
        }
        else
        {
            StringValues values = request.Headers[name];
            for (int n = 0; n < values.Count; n++)
            {
                if (n > 0)
                    text.Write(","u8);
                CanonicalText.AppendHeaderValue(text, values[n]);
            }
        }

        text.Write("\n"u8);
    }

    /// <summary>The path as it was sent, where the server still knows it.</summary>
    private static ReadOnlySpan<char> PathOf(HttpRequest request)
    {
        string? target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(target) || target[0] != '/')
            return request.Path.ToUriComponent();
        int query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target.AsSpan(0, query);
    }
}
