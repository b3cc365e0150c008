using System.Text.Json;

namespace QueueService.Benchmarks.Ceiling;

/// <summary>Parses a send request in full and copies the bodies out, as every server that keeps them must.</summary>
internal static class SendRequestReader
{
    public static List<byte[]> Read(ReadOnlySpan<byte> json)
    {
        var bodies = new List<byte[]>();
        var reader = new Utf8JsonReader(json);
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            if (!reader.ValueTextEquals("messages"u8))
                throw new JsonException("Unknown member.");
            Expect(ref reader, JsonTokenType.StartArray);
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                bodies.Add(ReadMessage(ref reader));
        }

        return bodies;
    }

    private static byte[] ReadMessage(ref Utf8JsonReader reader)
    {
        byte[]? body = null;
        while (NextMember(ref reader))
        {
            if (!reader.ValueTextEquals("body"u8))
                throw new JsonException("Unknown member.");
            Expect(ref reader, JsonTokenType.String);
            byte[] copy = new byte[reader.ValueSpan.Length];
            int length = reader.CopyString(copy);
            body = length == copy.Length ? copy : copy[..length];
        }

        return body ?? throw new JsonException("A message has no body.");
    }

    private static bool NextMember(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw new JsonException($"Expected {type}.");
    }
}
