using System.Text;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues.Messages;
using QueueService.Tests.Simulation.Service;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Routing;

/// <summary>Works at a queue in which messages die, and binds the graves that they go to.</summary>
internal sealed class DeathClient(
    string name, RoutingClient client, RoutingCluster cluster, DeathRecord deaths, SeededRandom random)
{
    private static readonly QueueName Work = QueueName.Parse(RoutingPlan.Work);
    private static readonly ExchangeName Dead = ExchangeName.Parse(RoutingPlan.Dead);
    private int _made;

    /// <summary>Makes the queue, its exchange and the graves, none of which is bound.</summary>
    public async Task FoundAsync()
    {
        foreach (string grave in RoutingPlan.Graves)
        {
            await client.DoAsync((queues, _, leaving) => queues.CreateQueueAsync(
                QueueName.Parse(grave), new QueueSettingsChange(), leaving));
        }

        await client.DoAsync((_, exchanges, leaving) => exchanges.CreateAsync(
            Dead, new ExchangeSettings { Type = ExchangeType.Fanout }, leaving));
        await client.DoAsync((queues, _, leaving) => queues.CreateQueueAsync(
            Work, new QueueSettingsChange { DeadLetter = new DeadLetterSetting(Dead, 2) }, leaving));
    }

    /// <summary>Binds the graves, one after the other.</summary>
    public async Task BindAsync()
    {
        foreach (string grave in RoutingPlan.Graves)
        {
            await client.WaitAsync(random.Between(TimeSpan.Zero, cluster.Plan.Length / 2));
            Binding binding = BindingRules.Make(
                ExchangeType.Fanout, TopicSyntax.Amqp, Destination.Of(QueueName.Parse(grave)), null, null);
            await client.DoAsync((_, exchanges, leaving) => exchanges.BindAsync(Dead, binding, leaving));
            deaths.BindingEnded[grave] = cluster.Now;
            cluster.World.Tell(name, $"has bound {grave}");
        }
    }

    public async Task SendAsync(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            string[] bodies = [.. Enumerable.Range(0, random.Below(4) + 1).Select(_ => $"{name}.{++_made}")];
            NewMessage[] messages =
            [
                .. bodies.Select(body => new NewMessage { Body = Encoding.UTF8.GetBytes(body), IsText = true }),
            ];
            Answer<IReadOnlyList<SendResult>> answer = await client.CallAsync(
                (queues, _, leaving) => queues.SendAsync(Work, messages, leaving));
            foreach (string body in bodies)
                deaths.Sent[body] = answer.Verdict;
            cluster.World.Tell(name, $"sends {string.Join(' ', bodies)}: {answer.Verdict} {answer.Why}");
            await client.WaitAsync(random.Between(TimeSpan.Zero, cluster.Plan.SendPause));
        }
    }

    /// <summary>Rejects most, acknowledges some, and forgets a few, which die by the number of receives.</summary>
    public async Task ConsumeAsync()
    {
        while (cluster.World.Elapsed < cluster.Plan.Length)
        {
            foreach (MessageView message in await ReceiveAsync(TimeSpan.FromSeconds(random.Below(60) + 1)) ?? [])
            {
                if (random.Chance(0.5))
                    await RejectAsync(message);
                else if (random.Chance(0.5))
                    await AcknowledgeAsync(message);
            }

            await client.WaitAsync(random.Between(TimeSpan.Zero, cluster.Plan.WorkPause));
        }
    }

    /// <summary>Rejects whatever comes, until nothing comes any more.</summary>
    public async Task DrainAsync()
    {
        IReadOnlyList<MessageView>? received;
        do
        {
            received = await ReceiveAsync(TimeSpan.FromSeconds(60));
            foreach (MessageView message in received ?? [])
                await RejectAsync(message);
            await client.WaitAsync(TimeSpan.FromMilliseconds(10));
        }
        while (received is not { Count: 0 });
    }

    /// <summary>Null if it is not known what came.</summary>
    private async Task<IReadOnlyList<MessageView>?> ReceiveAsync(TimeSpan timeout)
    {
        string[] over = [.. deaths.Rejected, .. deaths.Acknowledged];
        Answer<IReadOnlyList<MessageView>> answer = await client.CallAsync((queues, _, leaving) => queues.ReceiveAsync(
            Work, new ReceiveOptions(random.Below(10) + 1, VisibilityTimeout: timeout), leaving));
        foreach (string body in (answer.Value ?? []).Select(Body))
        {
            deaths.FirstReceived.TryAdd(body, answer.Began);
            if (over.Contains(body))
                deaths.Returned.Add(body);
        }

        return answer.Value;
    }

    private async Task RejectAsync(MessageView message)
    {
        Answer<IReadOnlyList<ReceiptStatus>> answer = await client.CallAsync((queues, _, leaving) =>
            queues.RejectAsync(Work, [message.ReceiptHandle!], null, leaving));
        if (answer.Value is [ReceiptStatus.Done])
            deaths.Rejected.Add(Body(message));
        cluster.World.Tell(name, $"rejects {Body(message)}: {answer.Verdict} {answer.Value?[0]} {answer.Why}");
    }

    private async Task AcknowledgeAsync(MessageView message)
    {
        deaths.Doubtful.Add(Body(message));
        Answer<IReadOnlyList<ReceiptStatus>> answer = await client.CallAsync((queues, _, leaving) =>
            queues.AcknowledgeAsync(Work, [message.ReceiptHandle!], leaving));
        if (answer.Value is [ReceiptStatus.Done])
            deaths.Acknowledged.Add(Body(message));
        cluster.World.Tell(name, $"acknowledges {Body(message)}: {answer.Verdict} {answer.Value?[0]} {answer.Why}");
    }

    private static string Body(MessageView message) => Encoding.UTF8.GetString(message.Body.Span);
}
