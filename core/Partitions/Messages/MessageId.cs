namespace QueueService.Partitions.Messages;

/// <summary>
/// The identity of a message: an RFC 9562 version 8 UUID made of the queue's incarnation and the place where the
/// message was first stored. It stays with the message when it moves to another queue.
/// </summary>
public readonly record struct MessageId(Guid Value)
{
    public static bool TryParse(string? text, out MessageId id)
    {
        bool parsed = Guid.TryParseExact(text, "D", out Guid value);
        id = new MessageId(value);
        return parsed;
    }

    public override string ToString() => Value.ToString("D");
}
