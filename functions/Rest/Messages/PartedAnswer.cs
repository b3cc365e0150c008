using System.Text.Json;
using QueueService.Functions.Rest.Json;
using QueueService.Queues.Messages;

namespace QueueService.Functions.Rest.Messages;

/// <summary>
/// An answer with messages that are read in parts: the client takes one before the next is read, and one alone is held.
/// If a part cannot be read, the answer is a problem as long as nothing has left; later the connection is broken, since
/// half an answer must not look like a whole one.
/// </summary>
internal sealed class PartedAnswer : IDisposable
{
    private readonly HttpContext _context;
    private readonly QueueName _queue;
    private readonly JsonAnswer _answer = JsonAnswer.Begin();
    private HeldAnswer _held;

    private PartedAnswer(HttpContext context, QueueName queue)
    {
        _context = context;
        _queue = queue;
        _answer.BeginMessages();
    }

    /// <param name="queue">The queue that the messages are in.</param>
    public static PartedAnswer Begin(HttpContext context, QueueName queue) => new(context, queue);

    /// <summary>Writes the next part; ends when the client has taken it, but for the last few messages.</summary>
    public ValueTask WriteAsync(IReadOnlyList<MessageView> part)
    {
        Return();
        _held = HeldAnswer.Take(_context, HeldAnswer.BytesOf(part));
        return _answer.WriteMessagesAsync(_context, _queue, part);
    }

    /// <inheritdoc cref="MessagesAnswer.EndMessages"/>
    public Task EndAsync(string? cursor, Action<Utf8JsonWriter>? writeRest = null)
    {
        _answer.EndMessages(cursor, writeRest);
        return _answer.SendAsync(_context);
    }

    public void Dispose()
    {
        Return();
        _answer.Dispose();
    }

    private void Return()
    {
        _held.Dispose();
        _held = default;
    }
}
