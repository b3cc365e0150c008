using System.Text;
using QueueService.Partitions.Messages;
using QueueService.Queues.Messages;
using QueueService.Queues.Named;
using QueueService.Queues.Peek;
using QueueService.Queues.Redrive;
using QueueService.Tests.Simulation.Record;
using QueueService.Tests.Simulation.Scenarios;
using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Clients;

/// <summary>Looks at single messages, changes and replays them, and deletes them.</summary>
internal sealed class Editor(ServiceClient client, Plan plan)
{
    public async Task RunAsync()
    {
        while (plan.EditPause is { } pause && client.Cluster.World.Elapsed < plan.Length)
        {
            await client.WaitAsync(client.Random.Between(TimeSpan.Zero, pause));
            QueuePlan queue = client.Random.Pick(plan.Queues);
            PeekState state = client.Random.Pick([PeekState.Visible, PeekState.Visible, PeekState.InFlight, PeekState.Delayed]);
            Answer<Page<MessageView>> page = await client.CallAsync(
                (broker, leaving) => broker.PeekAsync(queue.Name, new PeekQuery { State = state }, leaving), _ => null);
            if (page.Value is not { Items.Count: > 0 } seen)
                continue;
            NamedMessage named = Name(client.Random.Pick(seen.Items));
            if (client.Random.Chance(0.25))
                await DeleteAsync(queue, named);
            else
                await EditAsync(queue, named);
        }
    }

    private NamedMessage Name(MessageView seen) =>
        new(seen.MessageId, client.Random.Chance(0.7) ? seen.SequenceNumber : null);

    private SentMessage? Find(MessageView view) =>
        client.History.Messages.GetValueOrDefault(Encoding.UTF8.GetString(view.Body.Span));

    private async Task DeleteAsync(QueuePlan queue, NamedMessage named)
    {
        Answer<(MessageView Message, string Version)> seen = await LookAsync(queue, named);
        if (seen.Verdict != Verdict.Answered || Find(seen.Value.Message) is not { } message)
            return;
        DeleteCall call = new();
        message.Deletions.Add(call);
        Answer<IReadOnlyList<DeleteStatus>> answer = await client.CallAsync(
            (broker, leaving) => broker.DeleteMessagesAsync(queue.Name, [named], leaving), _ => null);
        call.Answer = answer.As(answer.Value?[0] ?? default);
        client.Tell($"deleted {message} of {queue.Name}: {call.Answer.Verdict} {call.Answer.Value} {call.Answer.Why}");
    }

    /// <summary>What tells it from all others: a message that was sent again has the body of the first and a mark.</summary>
    private static string Name(string body) =>
        body.Split(' ')[0] + (body.EndsWith('\'') && body.Contains(' ', StringComparison.Ordinal) ? "'" : "");

    private async Task EditAsync(QueuePlan queue, NamedMessage named)
    {
        Answer<(MessageView Message, string Version)> seen = await LookAsync(queue, named);
        if (seen.Verdict != Verdict.Answered || Find(seen.Value.Message) is not { } message)
            return;
        if (client.Random.Chance(0.5))
            await client.WaitAsync(client.Random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(2)));
        bool replays = queue != message.Queue && client.Random.Chance(0.6);
        string? body = replays && client.Random.Chance(0.3)
            ? null
            : $"{Name(message.Body)}#{message.Edits.Count + 1}";
        await EditAsync(queue, named, message, new EditCall(queue, seen.Value.Version, body, replays, client.Cluster.Now));
    }

    private async Task EditAsync(QueuePlan queue, NamedMessage named, SentMessage message, EditCall call)
    {
        message.Edits.Add(call);
        if (call.Body is { } text)
            client.History.Messages[text] = message;
        if (call.Replays)
            client.History.Redrives.Add(new RedriveCall(queue, new RedriveRequest(), call.Began));
        MessageEdit edit = (call.Body is null
            ? new MessageEdit()
            : new MessageEdit(Encoding.UTF8.GetBytes(call.Body), IsText: true)) with
        {
            Replay = !call.Replays ? null
                : client.Random.Chance(0.5) ? new MessageReplay()
                : new MessageReplay(message.Queue.Name),
        };
        call.Answer = await client.CallAsync(
            async (broker, leaving) =>
            {
                await broker.EditMessageAsync(queue.Name, named, call.Version, edit, client.Name, _ => { }, leaving);
                return true;
            },
            _ => null);
        client.Tell($"edited {message} of {queue.Name} to '{call.Body}', replays: {call.Replays}: {call.Answer.Verdict} {call.Answer.Why}");
    }

    private Task<Answer<(MessageView Message, string Version)>> LookAsync(QueuePlan queue, NamedMessage named) =>
        client.CallAsync((broker, leaving) => broker.GetMessageAsync(queue.Name, named, leaving), _ => null);
}
