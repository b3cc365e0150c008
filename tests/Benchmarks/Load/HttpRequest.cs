using System.Globalization;
using System.Text;
using QueueService.Benchmarks.Targets;

namespace QueueService.Benchmarks.Load;

/// <summary>Request bytes as they go over the wire.</summary>
internal static class HttpRequest
{
    /// <param name="head">What <see cref="Head"/> gave.</param>
    public static byte[] Post(string head, string json) => Encoding.ASCII.GetBytes(
        head + Encoding.ASCII.GetByteCount(json).ToString(CultureInfo.InvariantCulture) + "\r\n\r\n" + json);

    /// <summary>Everything before the number of body bytes, which is the last header.</summary>
    public static string Head(string path, string headers = "", string contentType = "application/json") =>
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {BenchmarkKey.Authorization}\r\n{headers}"
        + $"Content-Type: {contentType}\r\nContent-Length: ";
}
