using QueueService.Functions.Rest.Json;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>Writes <c>{"messages": [...], "cursor": "..."}</c>.</summary>
internal static class MessagesAnswer
{
    public static async ValueTask WriteMessagesAsync(
        this JsonAnswer answer, HttpContext context, IReadOnlyList<MessageView> messages, string? cursor)
    {
        answer.Json.WriteStartObject();
        answer.Json.WriteStartArray("messages"u8);
        for (int i = 0; i < messages.Count; i++)
        {
            MessageWriter.Write(answer.Json, messages[i]);
            await answer.SendPieceAsync(context);
        }

        answer.Json.WriteEndArray();
        if (cursor is not null)
            answer.Json.WriteString("cursor"u8, cursor);
        answer.Json.WriteEndObject();
    }
}
