using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Clients;

/// <summary>Sends dead letters back to where they came from, now and then.</summary>
internal sealed class Operator(QueueClient client, Random random)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private static readonly QueueSpec[] DeadLetterQueues = [.. QueueSpec.All.Except(QueueSpec.Sources)];

    public async Task RunAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        while (!stopping.IsCancellationRequested)
        {
            await client.RedriveAsync(random.GetItems(DeadLetterQueues, 1)[0], cancellationToken);
            await Task.Delay(LongestPause * random.NextDouble(), cancellationToken);
        }
    }
}
