using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Endurance;

/// <summary>The queues of an endurance run.</summary>
internal static class LoadQueues
{
    public static readonly QueueSpec Dead = new("dead", """{"visibilityTimeoutSeconds":5}""");

    public static readonly QueueSpec DeadFifo = new("dead.fifo", """{"visibilityTimeoutSeconds":5}""");

    public static readonly QueueSpec Work = new(
        "work", """{"visibilityTimeoutSeconds":5,"deadLetter":{"queue":"dead","maxReceiveCount":3}}""", 3);

    public static readonly QueueSpec Spread = new(
        "spread", """{"visibilityTimeoutSeconds":5,"partitions":4,"deadLetter":{"queue":"dead","maxReceiveCount":3}}""", 3);

    public static readonly QueueSpec WorkFifo = new(
        "work.fifo", """{"visibilityTimeoutSeconds":5,"deadLetter":{"queue":"dead.fifo","maxReceiveCount":3}}""", 3);

    /// <summary>In the order in which they must be created.</summary>
    public static IReadOnlyList<QueueSpec> All { get; } = [Dead, DeadFifo, Work, Spread, WorkFifo];

    /// <summary>Those that messages are sent to, each as often as it is named.</summary>
    public static IReadOnlyList<QueueSpec> Sources { get; } = [Work, Work, Spread, WorkFifo, WorkFifo];

    public static bool IsDead(QueueSpec queue) => queue == Dead || queue == DeadFifo;
}
