using System.Text;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Named;
using QueueService.Queues.Peek;
using QueueService.Queues.Redrive;
using QueueService.Queues.Settings;
using QueueService.Tests.Core;

namespace QueueService.Tests.Storage.Formats;

/// <summary>
/// What came with the third feature level: messages that were edited, deleted, rejected with a reason and replayed one
/// by one, totals, and a redrive with a filter that is under way. Releases before it have no such queues.
/// </summary>
internal sealed class NamedData(ReleaseClient client, ReleaseNotes notes)
{
    private const string Queue = "named";
    private const string Dead = "named-dead";
    private static readonly QueueName QueueName = QueueName.Parse(Queue);
    private static readonly QueueName DeadName = QueueName.Parse(Dead);

    private Broker Broker => client.Broker;

    private bool IsThere => notes.Counts.ContainsKey(Queue);

    public async Task WriteAsync()
    {
        await client.CreateAsync(Dead);
        await client.CreateAsync(
            Queue, new QueueSettingsChange { DeadLetter = new DeadLetterSetting(DeadName, 10) });
        IReadOnlyList<SendResult> sent = await client.SendAsync(Queue, "kept", "returned", "draft", "unwanted", "late");
        IReadOnlyList<MessageView> received = await client.ReceiveAsync(Queue, 2, visibility: 600);
        await Broker.RejectAsync(
            QueueName,
            [.. received.Select(message => message.ReceiptHandle!)],
            "the address is unknown",
            ReleaseClient.None);
        await ReleaseClient.UntilAsync(
            async () => (await client.StatsAsync(Dead)).Visible == 2, "rejected messages arrive");
        MessageView returned = (await DeadAsync()).Single(message => ReleaseClient.Body(message) is "returned");
        await EditAsync(DeadName, new NamedMessage(returned.MessageId), new MessageEdit(Bytes("mended"), IsText: true)
        {
            Replay = new MessageReplay(),
        });
        await EditAsync(QueueName, new NamedMessage(sent[2].MessageId), new MessageEdit(Bytes("final"), IsText: true));
        Assert.Equal(
            [DeleteStatus.Deleted],
            await Broker.DeleteMessagesAsync(QueueName, [new NamedMessage(sent[3].MessageId)], ReleaseClient.None));
        await ReleaseClient.UntilAsync(
            async () => (await client.StatsAsync(Queue)).Visible == 3, "the replayed message arrives");
        await client.SendAsync(Dead, "move-0", "move-1", "move-2");
        RedriveInfo redrive = await Broker.StartRedriveAsync(
            DeadName,
            new RedriveRequest(QueueName, MaxPerSecond: 1) { Filter = new MessageFilter { Text = "move" } },
            ReleaseClient.None);
        notes.Redrives[Queue] = redrive.TaskId;
        await ReleaseClient.UntilAsync(
            async () => (await Broker.GetRedriveAsync(redrive.TaskId, ReleaseClient.None)).Moved > 0,
            "the redrive begins");
    }

    /// <param name="time">Is moved on until the redrive has ended.</param>
    public async Task CheckAsync(FakeTime time)
    {
        if (!IsThere)
            return;
        await ReleaseClient.UntilAsync(
            async () =>
            {
                time.Advance(TimeSpan.FromSeconds(5));
                return (await Broker.GetRedriveAsync(notes.Redrives[Queue], ReleaseClient.None)) is
                    { State: RedriveState.Completed, Moved: 3 };
            },
            "a redrive with a filter ends");
        MessageView kept = Assert.Single(await DeadAsync());
        Assert.Equal("kept", ReleaseClient.Body(kept));
        Assert.Equal(
            (Queue, "rejected", "the address is unknown"),
            (kept.DeadLetter!.SourceQueue, kept.DeadLetter.Reason, kept.DeadLetter.Detail));
        QueueTotals totals = (await client.StatsAsync(Queue)).Totals!;
        Assert.Equal((9L, 2L, 2L), (totals.Sent, totals.Received, totals.DeadLettered));
        Page<MessageView> page = await Broker.PeekAsync(QueueName, new PeekQuery { Limit = 100 }, ReleaseClient.None);
        Assert.Equal(
            ["final", "late", "mended", "move-0", "move-1", "move-2"], page.Items.Select(ReleaseClient.Body).Order());
        Assert.Equal(1, page.Items.Single(message => ReleaseClient.Body(message) is "mended").Replays!.Count);
        Assert.Equal(6, (await client.DrainAsync(Queue)).Count);
        Assert.Equal(["kept"], await client.DrainAsync(Dead));
    }

    private async Task<IReadOnlyList<MessageView>> DeadAsync() =>
        (await Broker.PeekAsync(DeadName, new PeekQuery { Limit = 100 }, ReleaseClient.None)).Items;

    private async Task EditAsync(QueueName queue, NamedMessage message, MessageEdit edit)
    {
        (_, string version) = await Broker.GetMessageAsync(queue, message, ReleaseClient.None);
        await Broker.EditMessageAsync(queue, message, version, edit, "ada", _ => { }, ReleaseClient.None);
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
