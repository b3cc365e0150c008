using System.Globalization;
using System.Text;

namespace QueueService.Benchmarks.Load;

/// <summary>Request bytes as they go over the wire.</summary>
internal static class HttpRequest
{
    public static byte[] Post(string path, string json) => Encoding.ASCII.GetBytes(
        Head(path) + Encoding.ASCII.GetByteCount(json).ToString(CultureInfo.InvariantCulture) + "\r\n\r\n" + json);

    /// <summary>Everything before the number of body bytes, which is the last header.</summary>
    public static string Head(string path) =>
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ";
}
