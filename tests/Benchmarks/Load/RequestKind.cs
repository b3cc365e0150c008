namespace QueueService.Benchmarks.Load;

internal enum RequestKind
{
    Send,
    Receive,
    Ack,

    /// <summary>From just before the send request to the arrival of the message at a receiver.</summary>
    EndToEnd,
}
