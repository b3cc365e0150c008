namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>Messages that were received or looked at; a cursor if more can be looked at.</summary>
internal sealed record MessagesBody(IReadOnlyList<MessageBody> Messages, string? Cursor = null);
