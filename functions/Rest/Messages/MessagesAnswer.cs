using System.Text.Json;
using QueueService.Functions.Rest.Json;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Writes <c>{"messages": [...], "cursor": "..."}</c>, which may have other members behind them.</summary>
internal static class MessagesAnswer
{
    public static void BeginMessages(this JsonAnswer answer)
    {
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("messages"u8);
    }

    /// <summary>Writes some of the messages; ends when the client has taken them, but for the last few.</summary>
    public static async ValueTask WriteMessagesAsync(
        this JsonAnswer answer, HttpContext context, QueueName queue, IReadOnlyList<MessageView> messages)
    {
        for (int i = 0; i < messages.Count; i++)
        {
            MessageWriter.Write(answer.Json, queue, messages[i]);
            await answer.SendPieceAsync(context);
        }
    }

    /// <param name="writeRest">Writes what other members the answer has.</param>
    public static void EndMessages(this JsonAnswer answer, string? cursor, Action<Utf8JsonWriter>? writeRest = null)
    {
        answer.Json.WriteEndArray();
        if (cursor is not null)
            answer.Json.WriteString("cursor"u8, cursor);
        writeRest?.Invoke(answer.Json);
        answer.Json.WriteEndObject();
    }
}
