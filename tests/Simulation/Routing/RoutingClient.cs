using System.Text;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Routing;
using QueueService.Routing.Publishing;
using QueueService.Tests.Simulation.Service;
using QueueService.Tests.Simulation.World;

namespace QueueService.Tests.Simulation.Routing;

/// <summary>Calls some process, and writes down what it called and what it was told.</summary>
internal sealed class RoutingClient(string name, RoutingCluster cluster, RoutingRecord record, SeededRandom random)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private int _made;

    public Task WaitAsync(TimeSpan pause)
    {
        TaskCompletionSource waited = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.World.After(pause, waited.SetResult);
        return waited.Task;
    }

    /// <summary>Makes all exchanges and queues.</summary>
    public async Task FoundAsync()
    {
        foreach (string queue in RoutingPlan.Queues)
        {
            await DoAsync((queues, _, leaving) => queues.CreateQueueAsync(
                QueueName.Parse(queue), new QueueSettingsChange(), leaving));
        }

        foreach ((string exchange, ExchangeType type, string? alternate) in RoutingPlan.Exchanges)
        {
            ExchangeSettings settings = new()
            {
                Type = type,
                Alternate = alternate is null ? null : ExchangeName.Parse(alternate),
            };
            await DoAsync((_, exchanges, leaving) => exchanges.CreateAsync(
                ExchangeName.Parse(exchange), settings, leaving));
        }
    }

    /// <summary>Adds bindings and takes them away.</summary>
    public async Task BindAsync(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            (string exchange, Binding binding) = random.Pick(RoutingPlan.Bindings);
            await BindAsync(exchange, binding, adds: random.Chance(0.7));
            await WaitAsync(random.Between(TimeSpan.Zero, 2 * cluster.Plan.SendPause));
        }
    }

    public async Task PublishAsync(int calls)
    {
        for (int n = 0; n < calls; n++)
        {
            await PublishAsync();
            await WaitAsync(random.Between(TimeSpan.Zero, cluster.Plan.SendPause));
        }
    }

    public async Task ConsumeAsync()
    {
        while (cluster.World.Elapsed < cluster.Plan.Length)
        {
            await ReceiveAsync(random.Pick(RoutingPlan.Queues));
            await WaitAsync(random.Between(TimeSpan.Zero, cluster.Plan.WorkPause));
        }
    }

    /// <summary>Receives until nothing comes any more.</summary>
    public async Task DrainAsync()
    {
        foreach (string queue in RoutingPlan.Queues.Concat(RoutingPlan.Graves))
        {
            while (await ReceiveAsync(queue) != 0)
                await WaitAsync(TimeSpan.FromMilliseconds(10));
        }
    }

    private async Task BindAsync(string exchange, Binding binding, bool adds)
    {
        BindingCall call = new(exchange, binding, adds, cluster.Now);
        record.Bindings.Add(call);
        ExchangeName of = ExchangeName.Parse(exchange);
        Answer<bool> answer = await CallAsync(async (_, exchanges, leaving) =>
        {
            if (adds)
                return await exchanges.BindAsync(of, binding, leaving);
            await exchanges.UnbindAsync(of, binding.Id, leaving);
            return true;
        });
        (call.Verdict, call.Ended) = (answer.Verdict, answer.Ended);
        cluster.World.Tell(
            name,
            $"{(adds ? "binds" : "unbinds")} {exchange} to {binding.Destination} by '{binding.RoutingKey}': {answer.Verdict} {answer.Why}");
    }

    private async Task PublishAsync()
    {
        string exchange = random.Pick(RoutingPlan.Exchanges).Name;
        string[] bodies = [.. Enumerable.Range(0, random.Below(4) + 1).Select(_ => $"{name}.{++_made}")];
        PublishCall call = new(exchange, random.Pick(RoutingPlan.Keys), random.Chance(0.5), bodies, cluster.Now);
        record.Publishes.Add(call);
        NewPublish[] messages = [.. bodies.Select(body => Of(body, call))];
        Answer<IReadOnlyList<PublishResult>> answer = await CallAsync((_, exchanges, leaving) =>
            exchanges.PublishAsync(ExchangeName.Parse(exchange), messages, leaving));
        (call.Verdict, call.Ended, call.Results) = (answer.Verdict, answer.Ended, answer.Value ?? []);
        string queues = call.Results.Count == 0 ? answer.Why : string.Join(' ', call.Results[0].Queues);
        cluster.World.Tell(
            name,
            $"publishes {string.Join(' ', bodies)} to {exchange} by '{call.Key}': {answer.Verdict} {queues}");
    }

    private static NewPublish Of(string body, PublishCall call) =>
        new(new NewMessage { Body = Encoding.UTF8.GetBytes(body), IsText = true })
        {
            RoutingKeys = [call.Key],
            IsMandatory = call.IsMandatory,
        };

    /// <summary>How many messages came; null if that is not known.</summary>
    private async Task<int?> ReceiveAsync(string queue)
    {
        QueueName of = QueueName.Parse(queue);
        Answer<IReadOnlyList<MessageView>> answer = await CallAsync((queues, _, leaving) => queues.ReceiveAsync(
            of, new ReceiveOptions(random.Below(10) + 1, VisibilityTimeout: TimeSpan.FromSeconds(60)), leaving));
        if (answer.Value is not { } views)
            return null;
        foreach (MessageView view in views)
            record.Find(queue, Encoding.UTF8.GetString(view.Body.Span), view.SequenceNumber);
        if (views.Count > 0)
        {
            await CallAsync((queues, _, leaving) => queues.AcknowledgeAsync(
                of, [.. views.Select(view => view.ReceiptHandle!)], leaving));
        }

        return views.Count;
    }

    /// <summary>Calls again until it is answered.</summary>
    public async Task DoAsync<T>(Func<Broker, ExchangeBroker, CancellationToken, Task<T>> call)
    {
        while ((await CallAsync(call)).Verdict != Verdict.Answered)
            await WaitAsync(TimeSpan.FromSeconds(1));
    }

    /// <summary>Calls some process that serves.</summary>
    public async Task<Answer<T>> CallAsync<T>(Func<Broker, ExchangeBroker, CancellationToken, Task<T>> call)
    {
        while (true)
        {
            RoutingProcess[] serving =
                [.. cluster.Processes.Cast<RoutingProcess>().Where(process => process.IsServing)];
            if (serving.Length > 0)
                return await random.Pick(serving).CallAsync(call, Patience);
            await WaitAsync(TimeSpan.FromMilliseconds(200));
        }
    }
}
