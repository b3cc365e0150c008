using QueueService.Queues;
using QueueService.Queues.Peek;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Clients;

/// <summary>
/// Creates a queue, uses it, deletes it, and begins anew under the same name. Nobody else uses that name, so whatever
/// comes out of a later queue that was sent to an earlier one has survived its deletion.
/// </summary>
internal sealed class Founder(ServiceClient client, Plan plan)
{
    /// <summary>Longer than any call can still be under way whose outcome is not known.</summary>
    private static readonly TimeSpan Certainty = TimeSpan.FromSeconds(100);

    /// <summary>The longest that a request is on its way.</summary>
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(21);

    private int _sent;

    /// <summary>The queue that is there at the end; null if there is none.</summary>
    public QueuePlan? Queue { get; private set; }

    public async Task RunAsync()
    {
        for (int generation = 1; plan.Founds is { } template && client.Cluster.World.Elapsed < plan.Length; generation++)
        {
            QueuePlan queue = template with { Generation = generation };
            await RepeatAsync("creates", queue, broker => broker.CreateQueueAsync(queue.Name, queue.Settings, default));
            Queue = queue;
            await UseAsync(queue);
            if (client.Cluster.World.Elapsed >= plan.Length)
                return;

            // A request that creates a partition and arrives after its deletion brings it back: a known limit.
            if (plan.Faults.LateArrival > 0 || plan.Faults.CrashAtCall > 0 || plan.Faults.Incidents is not null)
                await client.WaitAsync(LongestStall);
            Task deleting = RepeatAsync("deletes", queue, async broker =>
            {
                await broker.DeleteQueueAsync(queue.Name, default);
                return true;
            });
            await LookAsync(queue);
            await deleting;
            Queue = null;
            client.History.Deleted.Add(queue);
        }
    }

    private async Task UseAsync(QueuePlan queue)
    {
        for (int rounds = client.Random.Between(1, 4); rounds > 0; rounds--)
        {
            string body = $"{client.Name}.{++_sent}";
            await client.SendAsync(queue, [new SentMessage(queue, body, queue.IsFifo ? "g" : null, body, null)]);
            ReceiveCall call = await client.ReceiveAsync(queue, 2, TimeSpan.Zero, TimeSpan.FromSeconds(5));
            if (call.Deliveries.Count > 0 && client.Random.Chance(0.5))
                await client.ReceiptsAsync(ReceiptKind.Acknowledge, call.Deliveries, TimeSpan.Zero);
            await client.WaitAsync(client.Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(2)));
            if (call.IsUncertain || client.History.Messages[body].Answer is { Verdict: Verdict.Unknown })
                await client.WaitAsync(Certainty);
        }
    }

    /// <summary>Looks at the queue, or into it, while it goes away, through processes that may have to open it.</summary>
    private async Task LookAsync(QueuePlan queue)
    {
        for (int looks = client.Random.Between(0, 4); looks > 0; looks--)
        {
            await client.WaitAsync(client.Random.Between(TimeSpan.Zero, plan.Faults.Latency * 4));
            if (client.Random.Chance(0.5))
                await client.CallAsync((broker, leaving) => broker.ListQueuesAsync("", 10, null, leaving), _ => null);
            else
                await client.CallAsync(
                    (broker, leaving) => broker.PeekAsync(queue.Name, new PeekQuery(), leaving), _ => null);
        }
    }

    /// <summary>Until it is done: answered, or found to be done already.</summary>
    private async Task RepeatAsync<T>(string what, QueuePlan queue, Func<Broker, Task<T>> call)
    {
        while (true)
        {
            Answer<bool> answer = await client.CallAsync(
                async (broker, _) =>
                {
                    try
                    {
                        await call(broker);
                        return true;
                    }
                    catch (BrokerException exception) when (exception.Code == BrokerErrorCode.QueueNotFound)
                    {
                        return false;
                    }
                },
                _ => null);
            client.Tell($"{what} {queue.Name} ({queue.Generation}): {answer.Verdict} {answer.Why}");
            if (answer.Verdict == Verdict.Answered)
                return;
            await client.WaitAsync(answer.Verdict == Verdict.Unknown ? Certainty : TimeSpan.FromSeconds(1));
        }
    }
}
