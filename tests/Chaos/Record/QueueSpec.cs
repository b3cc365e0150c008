namespace QueueService.Tests.Chaos.Record;

/// <summary>A queue of the run.</summary>
/// <param name="Settings">Its settings as JSON.</param>
/// <param name="MaxReceiveCount">After how many receives a message goes to the dead-letter queue; null: never.</param>
internal sealed record QueueSpec(string Name, string Settings, int? MaxReceiveCount = null)
{
    public bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>
    /// One queue of each kind, each with a dead-letter queue; in the order in which they must be created.
    /// </summary>
    public static IReadOnlyList<QueueSpec> All { get; } =
    [
        new("dead", """{"visibilityTimeoutSeconds":5}"""),
        new("dead.fifo", """{"visibilityTimeoutSeconds":5}"""),
        new("work", """{"visibilityTimeoutSeconds":5,"deadLetter":{"queue":"dead","maxReceiveCount":3}}""", 3),
        new("spread", """{"visibilityTimeoutSeconds":5,"partitions":3}"""),
        new(
            "work.fifo",
            """{"visibilityTimeoutSeconds":5,"deadLetter":{"queue":"dead.fifo","maxReceiveCount":3}}""",
            3),
    ];

    /// <summary>Those that messages are sent to.</summary>
    public static IReadOnlyList<QueueSpec> Sources { get; } =
        [.. All.Where(queue => !queue.Name.StartsWith("dead", StringComparison.Ordinal))];
}
