namespace QueueService.Tests.Chaos.Endurance;

/// <summary>The service at one moment, and what it did since the sample before.</summary>
/// <param name="Log">What the logs take: rows of the table, or MiB of files.</param>
/// <param name="Blobs">Snapshots and contents that are stored beside the logs.</param>
internal sealed record Sample(
    double Minutes,
    double SentPerSecond,
    double AckedPerSecond,
    double Backlog,
    double ResidentMiB,
    double HeapMiB,
    double Log,
    double Blobs,
    (double Median, double P99) Send,
    (double Median, double P99) Ack,
    (double Median, double P99) Delivery);
