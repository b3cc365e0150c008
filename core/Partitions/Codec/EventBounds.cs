using System.Text;
using QueueService.Replication;
using QueueService.Wire;

namespace QueueService.Partitions.Codec;

/// <summary>
/// The most bytes that <see cref="EventWriter"/> needs for something: what a turn reserves before a command is decided.
/// </summary>
internal static class EventBounds
{
    /// <summary>The kind of an event and a handful of numbers.</summary>
    public const int Event = Command.EventHeadBytes;

    /// <summary>A sequence number, as a number of 63 bits.</summary>
    public const int Sequence = WireWriter.MaxNumberBytes;

    /// <summary>A time, and a length of 31 bits.</summary>
    private const int Time = 9;
    private const int Length = 5;
    private const int Key = 16;

    /// <summary>The traits of a message that was moved, with the name of its first queue.</summary>
    public const int Traits =
        1 + Key + Key + Time + Time + Length + 1 + Limits.MaxQueueNameLength + 1 + Time;

    /// <summary>What else a message may bring along, or have said of it, beside a detail.</summary>
    public const int Story = 2 + Length + Time + 2 + (3 * Replays.MaxByLength) + Length;

    /// <summary>A message as an event speaks of it, for the first time.</summary>
    public const int Reference = 10 + Length + Traits;

    /// <summary>A message that was sent here, which has no other traits than its group.</summary>
    public const int SentMessage = 1 + Length + Time + Key + 1 + Key;

    /// <summary>A message that came from another partition.</summary>
    public const int ArrivedMessage = 1 + Length + Time + Key + Traits;

    /// <summary>A text, with its length.</summary>
    public static int Text(string? text) => text is null ? 0 : Length + Encoding.UTF8.GetByteCount(text);

    /// <summary>A range of messages.</summary>
    public const int Range = Sequence + Length;
}
