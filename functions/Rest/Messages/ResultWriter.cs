using System.Text.Json;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Writes what became of each item of a batch.</summary>
internal static class ResultWriter
{
    public static void WriteSent(Utf8JsonWriter json, IReadOnlyList<SendResult> results)
    {
        json.WriteStartObject();
        json.WriteStartArray("results"u8);
        for (int i = 0; i < results.Count; i++)
            WriteSent(json, results[i]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <param name="done">The word for <see cref="ReceiptStatus.Done"/> of this call.</param>
    public static void WriteReceipts(
        Utf8JsonWriter json, IReadOnlyList<ReceiptStatus> statuses, ReadOnlySpan<byte> done)
    {
        json.WriteStartObject();
        json.WriteStartArray("results"u8);
        for (int i = 0; i < statuses.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("status"u8, statuses[i] switch
            {
                ReceiptStatus.Done => done,
                ReceiptStatus.Stale or ReceiptStatus.Gone => "stale"u8,
                ReceiptStatus.Invalid or ReceiptStatus.OtherQueue => "invalid"u8,
                _ => throw new InvalidOperationException($"A receipt has status {statuses[i]}."),
            });
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSent(Utf8JsonWriter json, SendResult result)
    {
        json.WriteStartObject();
        if (result.Error is { } refusal)
        {
            json.WriteStartObject("error"u8);
            json.WriteString("code"u8, refusal.Code.ToString());
            json.WriteString("detail"u8, refusal.Message);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("messageId"u8, result.MessageId.Value);
            json.WriteNumber("sequenceNumber"u8, result.SequenceNumber);
            if (result.Deduplicated)
                json.WriteBoolean("deduplicated"u8, value: true);
        }

        json.WriteEndObject();
    }
}
