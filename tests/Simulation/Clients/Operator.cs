using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Maintenance;
using QueueService.Queues.Messages;
using QueueService.Queues.Peek;
using QueueService.Queues.Redrive;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Clients;

/// <summary>Empties queues, moves dead letters, changes settings and looks at things.</summary>
internal sealed class Operator(ServiceClient client, Plan plan)
{
    public async Task CreateAsync(QueuePlan queue)
    {
        Answer<QueueInfo> created = await client.CallAsync(
            async (broker, leaving) => (await broker.CreateQueueAsync(queue.Name, queue.Settings, leaving)).Queue,
            _ => null);
        if (created.Verdict != Verdict.Answered)
            client.Cluster.Violations.Add($"Queue {queue.Name} could not be created: {created.Why}");
    }

    public async Task RunAsync()
    {
        while (plan.OperatorPause is { } pause && client.Cluster.World.Elapsed < plan.Length)
        {
            await client.WaitAsync(client.Random.Between(TimeSpan.Zero, pause));
            QueuePlan queue = client.Random.Pick(plan.Queues);
            int dice = client.Random.Below(12);
            if (dice == 0 && plan.Purges)
                await PurgeAsync(queue);
            else if (dice < 3)
                await ChangeAsync(queue);
            else if (dice < 5)
                await LookAsync(queue);
            else if (dice == 5)
                await MaintainAsync();
            else if (queue.DeadLetters is { } dead)
                await RedriveAsync(dead);
        }
    }

    /// <summary>What a timer does.</summary>
    public async Task MaintainAsync()
    {
        Answer<IReadOnlyList<QueueSample>> samples = await client.CallAsync(
            (broker, leaving) => broker.MaintainAsync(leaving), _ => null);
        client.Tell($"had queues maintained, {samples.Value?.Count ?? -1} of them with messages");
    }

    private async Task PurgeAsync(QueuePlan queue)
    {
        PurgeCall call = new(queue, client.Cluster.Now);
        client.History.Purges.Add(call);
        call.Answer = await client.CallAsync(
            async (broker, leaving) =>
            {
                await broker.PurgeAsync(queue.Name, leaving);
                return true;
            },
            _ => null);
        client.Tell($"purged {queue.Name}: {call.Answer.Verdict} {call.Answer.Why}");
    }

    private async Task ChangeAsync(QueuePlan queue)
    {
        QueueSettingsChange change = new()
        {
            ReceiveWait = TimeSpan.FromSeconds(client.Random.Below(5)),
            Partitions = plan.RaisesPartitions && !queue.IsFifo ? client.Random.Between(queue.Partitions, 4) : null,
            Delay = plan.ChangesDelays ? TimeSpan.FromSeconds(client.Random.Pick([0, 0, 1, 5])) : null,
        };
        DelayChange? delay = change.Delay is { } value ? new(queue, value, client.Cluster.Now) : null;
        if (delay is not null)
            client.History.DelayChanges.Add(delay);
        Answer<QueueInfo> answer = await client.CallAsync(
            (broker, leaving) => broker.UpdateQueueAsync(queue.Name, change, leaving), _ => null);
        if (delay is not null)
            delay.Answer = answer;
        client.Tell($"changed {queue.Name}: {answer.Verdict} {answer.Why}");
    }

    private async Task LookAsync(QueuePlan queue)
    {
        if (plan.Founds is { } transient && client.Random.Chance(0.5))
            queue = transient;
        PeekOrder order = client.Random.Pick([PeekOrder.Oldest, PeekOrder.Newest, PeekOrder.Due]);
        PeekQuery query = new()
        {
            State = order == PeekOrder.Due ? PeekState.All : client.Random.Pick(
                [PeekState.Visible, PeekState.InFlight, PeekState.Delayed, PeekState.All]),
            Order = order,
            From = client.Random.Chance(0.3) ? client.Cluster.Now.ToDateTimeOffset() - TimeSpan.FromSeconds(5) : null,
            BodyBytes = client.Random.Chance(0.3) ? 1 : null,
        };
        Answer<Page<MessageView>> page = await client.CallAsync(
            (broker, leaving) => broker.PeekAsync(queue.Name, query, leaving), _ => null);
        client.Tell($"looked at {query.State} of {queue.Name}: {page.Value?.Items.Count ?? -1}");
        await client.CallAsync((broker, leaving) => broker.ListQueuesAsync("", 10, null, leaving), _ => null);
    }

    private async Task RedriveAsync(QueuePlan dead)
    {
        RedriveRequest request = new(
            MaxPerSecond: client.Random.Chance(0.3) ? client.Random.Between(1, 5) : null,
            MessageIds: client.Random.Chance(0.3) ? Chosen(dead) : null);
        if (request.MessageIds is null && client.Random.Chance(0.3))
            request = request with { Filter = new MessageFilter { Text = $"{client.Random.Below(10)}" } };
        RedriveCall call = new(dead, request, client.Cluster.Now);
        client.History.Redrives.Add(call);
        call.Answer = await client.CallAsync(
            (broker, leaving) => broker.StartRedriveAsync(dead.Name, request, leaving), _ => null);
        client.Tell($"redrives {dead.Name}: {call.Answer.Verdict} {call.Answer.Why}");
        if (call.Answer.Value is not { } redrive || !client.Random.Chance(0.3))
            return;
        await client.WaitAsync(client.Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(3)));
        Answer<RedriveInfo> cancelled = await client.CallAsync(
            (broker, leaving) => broker.CancelRedriveAsync(redrive.TaskId, leaving), _ => null);
        client.Tell($"cancels the redrive: {cancelled.Verdict} {cancelled.Why}");
    }

    /// <summary>Some messages that were seen in the dead-letter queue; null if none was.</summary>
    private MessageId[]? Chosen(QueuePlan dead)
    {
        MessageId[] seen =
        [
            .. client.History.Deliveries.Where(delivery => delivery.Call.Queue == dead && !delivery.MayBeAcknowledged)
                .Select(delivery => delivery.View.MessageId).Distinct().Take(3),
        ];
        return seen.Length > 0 ? seen : null;
    }
}
