using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Clients;

/// <summary>Sends small and large messages to all queues, and repeats with the same deduplication id what it has no good answer for.</summary>
internal sealed class Producer(string name, QueueClient client, ChaosOptions options, Random random)
{
    private const int SmallPadding = 100;

    private int _made;

    public async Task RunAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        while (!stopping.IsCancellationRequested)
        {
            QueueSpec queue = QueueSpec.Sources[random.Next(QueueSpec.Sources.Count)];
            List<SentMessage> batch = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Make(queue))];
            await client.SendAsync(batch, cancellationToken);
            SentMessage[] again =
            [
                .. batch.Where(message => message.Outcome != Outcome.Done && message.DeduplicationId is not null)
                    .Select(Repeat),
            ];
            if (again.Length > 0)
                await client.SendAsync(again, cancellationToken);
            await Task.Delay(random.Next(options.SendPauseMilliseconds), cancellationToken);
        }
    }

    private SentMessage Make(QueueSpec queue)
    {
        string body = $"{name}.{++_made}";
        return new SentMessage(
            queue,
            body,
            queue.IsFifo ? $"g{random.Next(6)}" : null,
            queue.IsFifo || random.Next(3) == 0 ? body : null)
        {
            Began = DateTimeOffset.UtcNow,
            Padding = random.Next(random.Next(8) == 0 ? options.LargestPadding : SmallPadding),
        };
    }

    private static SentMessage Repeat(SentMessage message) => message with
    {
        Body = message.Body + "'",
        Began = DateTimeOffset.UtcNow,
        Outcome = Outcome.Unknown,
        IsDuplicate = false,
    };
}
