using QueueService.Storage;
using QueueService.Wire;

namespace QueueService.Tests.Core.Formats;

/// <summary>Bytes as text, which is how they are pinned.</summary>
internal static class Hex
{
    public static string Of(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);

    public static string Written(Action<WireWriter> write)
    {
        WireWriter writer = new();
        write(writer);
        return Of(writer.Written);
    }

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    public static Document Document(string id, string hex) => new(id, Bytes(hex), "1");
}
