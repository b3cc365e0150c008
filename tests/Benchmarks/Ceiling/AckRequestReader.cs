using System.Text.Json;

namespace QueueService.Benchmarks.Ceiling;

internal static class AckRequestReader
{
    /// <summary>The number of receipt handles; each is decoded as far as a lookup would need it.</summary>
    public static int Read(ReadOnlySpan<byte> json)
    {
        int handles = 0;
        Span<byte> handle = stackalloc byte[256];
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && !reader.ValueTextEquals("receiptHandles"u8))
                throw new JsonException("Unknown member.");
            if (reader.TokenType == JsonTokenType.String && reader.CopyString(handle) > 0)
                handles++;
        }

        return handles;
    }
}
