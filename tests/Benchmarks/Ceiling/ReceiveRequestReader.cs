using System.Text.Json;

namespace QueueService.Benchmarks.Ceiling;

internal static class ReceiveRequestReader
{
    /// <summary>The number of messages asked for.</summary>
    public static int Read(ReadOnlySpan<byte> json)
    {
        int maxMessages = 1;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            bool isMax = reader.ValueTextEquals("maxMessages"u8);
            if (!isMax && !reader.ValueTextEquals("waitSeconds"u8))
                throw new JsonException("Unknown member.");
            reader.Read();
            int value = reader.GetInt32();
            if (isMax)
                maxMessages = value;
        }

        return maxMessages;
    }
}
