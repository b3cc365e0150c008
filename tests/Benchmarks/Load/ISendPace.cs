namespace QueueService.Benchmarks.Load;

/// <summary>Decides when the senders of a mixed load may send their next batch.</summary>
internal interface ISendPace
{
    ValueTask WaitAsync(CancellationToken cancellation);

    void OnReceived(int messages);
}
