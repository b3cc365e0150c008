namespace QueueService.Benchmarks.Scenarios;

/// <summary>One measured step of the http scenario.</summary>
internal sealed record HttpPhase(string Name, int Batch, bool IsSend)
{
    /// <summary>Each drain follows the send that fills the queue for it.</summary>
    public static IReadOnlyList<HttpPhase> All { get; } =
    [
        new("send, 10 a request", 10, IsSend: true),
        new("receive + ack, 10 a request", 10, IsSend: false),
        new("send, 1 a request", 1, IsSend: true),
        new("receive + ack, 1 a request", 1, IsSend: false),
    ];
}
