namespace QueueService.Tests.Infra.Costs;

/// <summary>How a queue is used, and what was measured for it.</summary>
/// <param name="Rate">Messages a second, each sent, received and acknowledged; bodies of 1 KiB.</param>
/// <param name="Batch">Messages in a request.</param>
/// <param name="IsAwaited">A consumer waits for messages all the time, by long polls of 20 s.</param>
/// <param name="TableOperations">Table transactions for a message; for an idle queue, a second.</param>
/// <param name="BlobWrites">Blobs written for a message.</param>
/// <param name="Microseconds">Processor time of the service for a message.</param>
internal sealed record Load(
    string Name,
    decimal Rate,
    decimal Batch,
    bool IsAwaited,
    decimal TableOperations,
    decimal BlobWrites,
    decimal Microseconds)
{
    /// <summary>
    /// Operations: <c>measure.mjs</c> on Azurite, 2026-11-21, while other programs used both cores. An idle consumer
    /// looks at the head of the log once a second (PartitionLoop.LongestPoll). Processor time: tests/Benchmarks/README.md.
    /// At 5,000 a second one by one, the machine gave 1,448; a higher rate has fewer transactions for each.
    /// </summary>
    public static readonly IReadOnlyList<Load> All =
    [
        new("idle, nobody asks", 0, 1, false, 0, 0, 0),
        new("idle, one consumer waits", 0, 1, true, 1, 0, 0),
        new("1 msg/s", 1, 1, true, 10.4m, 0, 83.6m),
        new("100 msg/s, one by one", 100, 1, true, 2.9747m, 0, 83.6m),
        new("100 msg/s, by tens", 100, 10, true, 0.446m, 0, 19.7m),
        new("5,000 msg/s, one by one", 5000, 1, true, 0.2391m, 0, 83.6m),
        new("5,000 msg/s, by tens", 5000, 10, true, 0.034m, 0.0023m, 19.7m),
    ];

    /// <summary>Send, receive and acknowledge.</summary>
    public decimal RequestsPerSecond => Rate > 0 ? Rate * 3 / Batch : IsAwaited ? 1 / 20m : 0;
}
