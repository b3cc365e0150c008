using System.Text;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Peek;
using QueueService.Queues.Redrive;
using QueueService.Tests.Core;

namespace QueueService.Tests.Storage.Formats;

/// <summary>
/// Finds in a store what <see cref="ReleaseWriter"/> has put there, whichever release wrote it, and uses all of it.
/// The clock must stand two minutes after the first message.
/// </summary>
internal sealed class ReleaseCheck(ReleaseClient client, ReleaseNotes notes, FakeTime time)
{
    /// <summary>Queues whose interrupted work goes on as soon as the service starts.</summary>
    private static readonly string[] Moving =
        ["brief", "named", "named-dead", "slow", "slow-dead", "stuck", "stuck-dead", .. ExchangeData.Moving];

    private readonly Broker _broker = client.Broker;

    /// <summary>Changes nothing that is there.</summary>
    public async Task CheckCountsAsync()
    {
        Page<QueueInfo> queues = await _broker.ListQueuesAsync("", 100, null, ReleaseClient.None);
        Assert.Equal(notes.Counts.Keys.Order(StringComparer.Ordinal), queues.Items.Select(queue => queue.Name.Value));
        foreach ((string queue, string counts) in notes.Counts.Where(queue => !Moving.Contains(queue.Key)))
            Assert.Equal($"{queue} {counts}", $"{queue} {ReleaseClient.Counts(await client.StatsAsync(queue))}");
    }

    public async Task CheckSettingsAsync()
    {
        QueueSettings orders = await SettingsAsync("orders");
        Assert.Equal(TimeSpan.FromHours(1), orders.VisibilityTimeout);
        Assert.Equal(TimeSpan.FromDays(14), orders.Retention);
        Assert.Equal(TimeSpan.FromSeconds(3), orders.ReceiveWait);
        Assert.Equal(TimeSpan.FromSeconds(1), orders.Delay);
        Assert.Equal(200_000, orders.MaxMessageBytes);
        Assert.Equal(["env=prod", "team=Zürich"], orders.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order());
        Assert.Equal("{\"a\":1}", Assert.Single(orders.Annotations).Value);
        QueueSettings lines = await SettingsAsync("lines.fifo");
        Assert.Equal(new DeadLetterSetting(QueueName.Parse("lines-dead.fifo"), 5), lines.DeadLetter);
        Assert.True(lines.ContentBasedDeduplication);
        QueueSettings wide = await SettingsAsync("wide.fifo");
        Assert.Equal(
            (4, DeduplicationScope.MessageGroup, FifoThroughputLimit.PerMessageGroupId),
            (wide.Partitions, wide.DeduplicationScope, wide.FifoThroughputLimit));

        // A change that was interrupted is finished by the next use.
        await client.SendAsync("changing", "changed");
        Assert.Equal(TimeSpan.FromSeconds(77), (await SettingsAsync("changing")).VisibilityTimeout);
        Assert.Equal(["changed"], await client.DrainAsync("changing"));
    }

    public async Task CheckDeletionAsync()
    {
        QueueName queue = QueueName.Parse("deleting");
        BrokerException refused = await Assert.ThrowsAsync<BrokerException>(
            () => _broker.GetQueueAsync(queue, ReleaseClient.None));
        Assert.Equal(BrokerErrorCode.QueueNotFound, refused.Code);
        await client.CreateAsync("deleting");
        await client.SendAsync("deleting", "new");
        Assert.Equal(["new"], await client.DrainAsync("deleting"));
    }

    public async Task CheckStandardAsync()
    {
        QueueName queue = QueueName.Parse("orders");
        MessageView[] held = [.. (await _broker.PeekAsync(
            queue, new PeekQuery { State = PeekState.InFlight, Limit = 100 }, ReleaseClient.None)).Items];
        CheckPlain(held[0]);
        Assert.False(held[1].IsText);
        Assert.Equal(new byte[] { 0, 1, 254, 255 }, held[1].Body.ToArray());
        Assert.Equal(notes.MessageIds["once"], held[2].MessageId.ToString());
        Assert.Equal(1, held[2].ReceiveCount);

        SendResult again = (await client.SendAsync(queue, ReleaseClient.Text("once", id: "id-1")))[0];
        Assert.True(again.Deduplicated);
        Assert.Equal(notes.MessageIds["once"], again.MessageId.ToString());
        Assert.Equal(
            [ReceiptStatus.Done, ReceiptStatus.Gone, ReceiptStatus.Done, ReceiptStatus.Stale, ReceiptStatus.Stale],
            await client.AcknowledgeAsync(
                "orders", [.. new[] { "plain", "held-0", "held-1", "held-2", "held-3" }.Select(Handle)]));
        Assert.Equal(["held-3"], await client.DrainAsync("orders"));
        Assert.Equal(["three"], await client.DrainAsync("purged"));
        Assert.Equal([new string('x', 150_000)], await client.DrainAsync("large"));
        Assert.Empty(await client.DrainAsync("brief"));
        Assert.Equal(Bodies("busy", 52, 38), await client.DrainAsync("busy"));
    }

    public async Task CheckFifoAsync()
    {
        QueueName lines = QueueName.Parse("lines.fifo");
        IReadOnlyList<MessageView> repeated = await client.ReceiveAsync("lines.fifo", 2, attempt: "try-1");
        Assert.Equal(["a0", "a1"], repeated.Select(ReleaseClient.Body));
        Assert.Equal([Handle("a0"), Handle("a1")], repeated.Select(message => message.ReceiptHandle));
        Assert.True((await client.SendAsync(lines, ReleaseClient.Text("b2", "b")))[0].Deduplicated);
        List<string> rest = await client.DrainAsync("lines.fifo");
        Assert.Equal(["b0", "b1", "b2"], rest.Where(body => body[0] == 'b'));
        Assert.Equal(["c0", "c1", "c2"], rest.Where(body => body[0] != 'b'));
        Assert.Equal(
            [ReceiptStatus.Done, ReceiptStatus.Done],
            await client.AcknowledgeAsync("lines.fifo", Handle("a0"), Handle("a1")));
        Assert.Equal(["a2"], await client.DrainAsync("lines.fifo"));

        QueueName wide = QueueName.Parse("wide.fifo");
        for (int g = 0; g < 8; g++)
        {
            Assert.True((await client.SendAsync(wide, ReleaseClient.Text("again", $"g{g}", "1")))[0].Deduplicated);
            Assert.False((await client.SendAsync(wide, ReleaseClient.Text($"g{g}.2", $"g{g}", "2")))[0].Deduplicated);
        }

        List<string> all = await client.DrainAsync("wide.fifo");
        Assert.Equal(24, all.Count);
        foreach (IGrouping<string, string> group in all.GroupBy(body => body[..2], StringComparer.Ordinal))
            Assert.Equal([$"{group.Key}.0", $"{group.Key}.1", $"{group.Key}.2"], group);
    }

    public async Task CheckMovesAsync()
    {
        await ReleaseClient.UntilAsync(
            async () => (await client.StatsAsync("stuck-dead")).Visible == 2, "an interrupted move ends");
        Assert.Equal(["stuck-0", "stuck-1"], await client.DrainAsync("stuck-dead"));
        Assert.Equal("0 0 0", ReleaseClient.Counts(await client.StatsAsync("stuck")));
        Assert.Equal(["fine"], await client.DrainAsync("flaky"));

        QueueName dead = QueueName.Parse("flaky-dead");
        MessageView poison = (await _broker.PeekAsync(dead, new PeekQuery(), ReleaseClient.None)).Items[0];
        Assert.Equal(("flaky", "maxReceiveCount"), (poison.DeadLetter!.SourceQueue, poison.DeadLetter.Reason));
        RedriveInfo back = await _broker.StartRedriveAsync(dead, new RedriveRequest(), ReleaseClient.None);
        await EndedAsync(back.TaskId, 1);
        Assert.Equal(["poison"], await client.DrainAsync("flaky"));

        await EndedAsync(notes.Redrives["moved"], 3);
        Assert.Equal(Bodies("moved", 0, 3), await client.DrainAsync("moved"));
        await EndedAsync(notes.Redrives["slow"], 3);
        Assert.Equal(Bodies("slow", 0, 3), await client.DrainAsync("slow"));
        Assert.Empty(await client.DrainAsync("slow-dead"));
    }

    /// <summary>What is hidden comes back when its time has come; the clock is hours further then.</summary>
    public async Task CheckReturnsAsync()
    {
        time.Advance(TimeSpan.FromSeconds(900));
        Assert.Equal(["held-2", "late"], (await client.DrainAsync("orders")).Order());
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, (await client.DrainAsync("orders")).Count);
        Assert.Equal(["busy-0", "busy-51"], await client.DrainAsync("busy"));
    }

    /// <summary>All was received and acknowledged.</summary>
    public async Task CheckEmptyAsync()
    {
        foreach (string queue in notes.Counts.Keys.Append("deleting"))
            Assert.Equal($"{queue} 0 0 0", $"{queue} {ReleaseClient.Counts(await client.StatsAsync(queue))}");
    }

    private static void CheckPlain(MessageView plain)
    {
        Assert.Equal("plain", ReleaseClient.Body(plain));
        Assert.Equal("application/json", plain.ContentType);
        Assert.Equal(1, plain.ReceiveCount);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 1, 1, TimeSpan.Zero), plain.EnqueuedAt);
        Assert.Equal(plain.EnqueuedAt, plain.FirstReceivedAt);
        Assert.Equal(plain.EnqueuedAt + TimeSpan.FromHours(1), plain.VisibleUntil);
        Assert.Equal(
            ["kind Text custom é", "count Number  42", "bytes Binary  00FF"],
            plain.Attributes.Select(attribute => $"{attribute.Name} {attribute.Kind} {attribute.Label} "
                + (attribute.Kind == AttributeKind.Binary
                    ? Convert.ToHexString(attribute.Value.Span)
                    : Encoding.UTF8.GetString(attribute.Value.Span))));
    }

    private Task EndedAsync(string redrive, int moved) => ReleaseClient.UntilAsync(
        async () =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            RedriveInfo info = await _broker.GetRedriveAsync(redrive, ReleaseClient.None);
            return info.State == RedriveState.Completed && info.Moved == moved;
        },
        $"redrive {redrive} moves {moved}");

    private async Task<QueueSettings> SettingsAsync(string queue) =>
        (await _broker.GetQueueAsync(QueueName.Parse(queue), ReleaseClient.None)).Settings;

    private string Handle(string body) => notes.Handles[body];

    private static IEnumerable<string> Bodies(string queue, int first, int count) =>
        Enumerable.Range(first, count).Select(n => $"{queue}-{n}");
}
