using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Access;
using QueueService.Access.Keys;
using QueueService.Access.Policies;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;
using QueueService.Storage;
using QueueService.Tests.Core;

namespace QueueService.Tests.Storage.Formats;

/// <summary>
/// Brings a store into the state that the data of every release shows: each kind of queue, message, event and document,
/// and work that a crash has interrupted. <see cref="ReleaseCheck"/> knows what must be found.
/// </summary>
internal sealed class ReleaseWriter(IStore inner, FakeTime time, RandomSource random)
{
    /// <summary>What the keys of the data are sealed with.</summary>
    public static readonly byte[] MasterKeyBytes = [.. Enumerable.Range(1, MasterKey.Bytes).Select(n => (byte)n)];

    /// <summary>Small, so that there are snapshots.</summary>
    public static readonly MemoryLimits Memory = new() { MaxReplayFrames = 20, ReleaseAtRest = false };

    private readonly ReleaseNotes _notes = new([], [], [], [], [], []);

    /// <summary>
    /// Writes everything, and leaves the service as a crash does: whoever calls this closes the store, nothing else.
    /// </summary>
    public async Task<ReleaseNotes> WriteAsync()
    {
        (IStore store, RefusingStore refusals) = RefusingStore.Around(inner);
        Broker broker = await Broker.OpenAsync(
            store, time, random, NullLogger.Instance, Memory, CancellationToken.None);
        ReleaseClient client = new(broker);
        await WriteExpiredAsync(client);
        await WriteStandardAsync(client);
        await WriteDeadLettersAsync(client);
        await WriteFifoAsync(client);
        await WriteBusyAsync(client);
        await WriteRedrivesAsync(client);
        await new NamedData(client, _notes).WriteAsync();
        await new ExchangeData(client, _notes, time).WriteAsync(refusals);
        await WriteKeysAsync(store);
        await InterruptAsync(client, refusals);
        foreach (QueueInfo queue in (await broker.ListQueuesAsync("", 100, null, ReleaseClient.None)).Items)
            _notes.Counts[queue.Name.Value] = ReleaseClient.Counts(queue.Stats);
        return _notes;
    }

    private async Task WriteExpiredAsync(ReleaseClient client)
    {
        await client.CreateAsync("brief", new QueueSettingsChange { Retention = TimeSpan.FromSeconds(60) });
        await client.SendAsync("brief", "one", "two");
        await client.ReceiveAsync("brief", 1, visibility: 1);
        time.Advance(TimeSpan.FromSeconds(61));
        await ReleaseClient.UntilAsync(
            async () => await client.StatsAsync("brief") is { Visible: 0, InFlight: 0 }, "messages expire");
        await client.SendAsync("brief", "three");
    }

    private async Task WriteStandardAsync(ReleaseClient client)
    {
        QueueName queue = await client.CreateAsync("orders", new QueueSettingsChange
        {
            VisibilityTimeout = TimeSpan.FromHours(1),
            Retention = TimeSpan.FromDays(14),
            MaxMessageBytes = 200_000,
            ReceiveWait = TimeSpan.FromSeconds(3),
            Delay = TimeSpan.FromSeconds(1),
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "Zürich", ["env"] = "prod" },
            AnnotationChanges = new Dictionary<string, string?>(StringComparer.Ordinal) { ["policy"] = "{\"a\":1}" },
        });
        await client.SendAsync(
            queue,
            ReleaseClient.Text("plain", delay: 0) with
            {
                ContentType = "application/json",
                Attributes =
                [
                    new MessageAttribute("kind", AttributeKind.Text, "é"u8.ToArray(), "custom"),
                    new MessageAttribute("count", AttributeKind.Number, "42"u8.ToArray()),
                    new MessageAttribute("bytes", AttributeKind.Binary, new byte[] { 0, 255 }),
                ],
            },
            new NewMessage { Body = new byte[] { 0, 1, 254, 255 }, IsText = false, Delay = TimeSpan.Zero });
        Note(await client.SendAsync(queue, ReleaseClient.Text("once", id: "id-1", delay: 0)), "once");
        await client.SendAsync(queue, ReleaseClient.Text("late", delay: 900));

        IReadOnlyList<MessageView> held = await client.ReceiveAsync("orders", 1);
        _notes.Handles["plain"] = held[0].ReceiptHandle!;
        await client.SendAsync(queue, [.. Enumerable.Range(0, 4).Select(
            n => ReleaseClient.Text($"held-{n}", delay: 0))]);
        held = [.. await client.ReceiveAsync("orders", 100)];
        foreach (MessageView message in held.Where(message => message.IsText))
            _notes.Handles[ReleaseClient.Body(message)] = message.ReceiptHandle!;
        string[] handles = [.. Enumerable.Range(0, 4).Select(n => _notes.Handles[$"held-{n}"])];
        await client.AcknowledgeAsync("orders", handles[0]);
        await client.Broker.ExtendAsync(
            queue, [new ReceiptExtension(handles[1], TimeSpan.FromHours(2))], ReleaseClient.None);
        await client.Broker.ReleaseAsync(queue, [handles[2]], TimeSpan.FromSeconds(600), ReleaseClient.None);
        await client.Broker.ReleaseAsync(queue, [handles[3]], TimeSpan.Zero, ReleaseClient.None);

        await client.CreateAsync("purged");
        await client.SendAsync("purged", "one", "two");
        await client.Broker.PurgeAsync(QueueName.Parse("purged"), ReleaseClient.None);
        await client.SendAsync("purged", "three");
        await client.CreateAsync("large");
        await client.SendAsync("large", new string('x', 150_000));
    }

    private static async Task WriteDeadLettersAsync(ReleaseClient client)
    {
        await client.CreateAsync("flaky-dead");
        await client.CreateAsync("flaky", DeadLetters("flaky-dead"));
        await client.SendAsync("flaky", "poison");
        await client.ReceiveAsync("flaky", 1, visibility: 0);
        await client.ReceiveAsync("flaky", 1, visibility: 0);
        await ReleaseClient.UntilAsync(
            async () => (await client.StatsAsync("flaky-dead")).Visible == 1
                && await client.StatsAsync("flaky") is { Visible: 0, InFlight: 0 },
            "a dead letter arrives");
        await client.SendAsync("flaky", "fine");
    }

    private async Task WriteFifoAsync(ReleaseClient client)
    {
        await client.CreateAsync("lines-dead.fifo");
        QueueName lines = await client.CreateAsync("lines.fifo", DeadLetters("lines-dead.fifo", 5) with
        {
            ContentBasedDeduplication = true,
            VisibilityTimeout = TimeSpan.FromHours(1),
        });
        await client.SendAsync(
            lines,
            [.. from n in Enumerable.Range(0, 3) from g in "abc" select ReleaseClient.Text($"{g}{n}", $"{g}")]);
        foreach (MessageView message in await client.ReceiveAsync("lines.fifo", 2, attempt: "try-1"))
            _notes.Handles[ReleaseClient.Body(message)] = message.ReceiptHandle!;

        QueueName wide = await client.CreateAsync("wide.fifo", new QueueSettingsChange
        {
            Partitions = 4,
            DeduplicationScope = DeduplicationScope.MessageGroup,
            FifoThroughputLimit = FifoThroughputLimit.PerMessageGroupId,
        });
        for (int g = 0; g < 8; g++)
        {
            NewMessage[] group =
                [.. Enumerable.Range(0, 2).Select(n => ReleaseClient.Text($"g{g}.{n}", $"g{g}", $"{n}"))];
            await client.SendAsync(wide, group);
        }
    }

    /// <summary>A queue with a snapshot, frames behind it, and frames before it that were trimmed.</summary>
    private static async Task WriteBusyAsync(ReleaseClient client)
    {
        await client.CreateAsync("busy", new QueueSettingsChange { VisibilityTimeout = TimeSpan.FromHours(1) });
        for (int n = 0; n < 60; n++)
            await client.SendAsync("busy", $"busy-{n}");
        IReadOnlyList<MessageView> first = await client.ReceiveAsync("busy", 52);
        await client.AcknowledgeAsync("busy", [.. first.Skip(1).Take(50).Select(message => message.ReceiptHandle!)]);
        for (int n = 60; n < 90; n++)
            await client.SendAsync("busy", $"busy-{n}");
    }

    private async Task WriteRedrivesAsync(ReleaseClient client)
    {
        foreach (string name in (string[])["moved", "slow"])
        {
            await client.CreateAsync(name);
            QueueName dead = await client.CreateAsync($"{name}-dead");
            await client.SendAsync($"{name}-dead", $"{name}-0", $"{name}-1", $"{name}-2");
            RedriveInfo redrive = await client.Broker.StartRedriveAsync(
                dead,
                new RedriveRequest(QueueName.Parse(name),
                    string.Equals(name, "slow", StringComparison.Ordinal) ? 1 : null),
                ReleaseClient.None);
            _notes.Redrives[name] = redrive.TaskId;
        }

        await ReleaseClient.UntilAsync(
            async () => (await client.Broker.GetRedriveAsync(_notes.Redrives["moved"], ReleaseClient.None)).State
                == RedriveState.Completed
                && (await client.Broker.GetRedriveAsync(_notes.Redrives["slow"], ReleaseClient.None)).Moved > 0,
            "one redrive ends, and the other begins");
    }

    private async Task WriteKeysAsync(IStore store)
    {
        AccessControl control = await AccessControl.OpenAsync(
            store,
            new AccessSettings(new MasterKey(MasterKeyBytes), null, null),
            time,
            random,
            NullLogger.Instance);
        AccessPrincipal admin = new("root", AccessPolicy.Everything);
        Assert.True(QueuePattern.TryParse("orders*", out QueuePattern orders));
        await IssueAsync("role", new AccessPolicy(AccessRole.Sender.On(orders)), null);
        await IssueAsync(
            "actions",
            new AccessPolicy(new PolicyStatement(
                AccessActions.Peek | AccessActions.Metrics, [QueuePattern.Everything])),
            time.GetUtcNow() + TimeSpan.FromDays(1));
        await IssueAsync("off", AccessPolicy.Everything, null);
        await control.Keys.UpdateAsync(
            admin, _notes.Keys["off"], new KeyChange { IsEnabled = false }, ReleaseClient.None);
        IssuedKey rotated = await control.Keys.RotateAsync(
            admin, _notes.Keys["role"], TimeSpan.FromDays(7), ReleaseClient.None);
        _notes.Secrets["role again"] = Encoding.UTF8.GetString(rotated.Secret.Utf8);

        async Task IssueAsync(string name, AccessPolicy policy, DateTimeOffset? expires)
        {
            IssuedKey issued = await control.Keys.CreateAsync(
                admin, new NewKey(name, policy, expires), ReleaseClient.None);
            _notes.Keys[name] = issued.Key.Id;
            _notes.Secrets[name] = Encoding.UTF8.GetString(issued.Secret.Utf8);
        }
    }

    /// <summary>Leaves a move, a deletion and a change of settings half done.</summary>
    private static async Task InterruptAsync(ReleaseClient client, RefusingStore refusals)
    {
        IReadOnlyList<PartitionId> before = refusals.Opened;
        await client.CreateAsync("stuck-dead");
        PartitionId[] stuckDead = [.. refusals.Opened.Except(before)];
        await client.CreateAsync("stuck", DeadLetters("stuck-dead"));
        await client.SendAsync("stuck", "stuck-0", "stuck-1");
        await client.ReceiveAsync("stuck", 10, visibility: 0);
        refusals.Refuse("AppendAsync", stuckDead);
        await client.ReceiveAsync("stuck", 10, visibility: 0);

        before = refusals.Opened;
        QueueName deleting = await client.CreateAsync("deleting");
        await client.SendAsync("deleting", "old");
        refusals.Refuse("DeleteAsync", refusals.Opened.Except(before));
        await Assert.ThrowsAsync<BrokerException>(() => client.Broker.DeleteQueueAsync(deleting, ReleaseClient.None));

        before = refusals.Opened;
        QueueName changing = await client.CreateAsync("changing");
        refusals.Refuse("AppendAsync", refusals.Opened.Except(before));
        await Assert.ThrowsAsync<BrokerException>(() => client.Broker.UpdateQueueAsync(
            changing, new QueueSettingsChange { VisibilityTimeout = TimeSpan.FromSeconds(77) }, ReleaseClient.None));
    }

    private void Note(IReadOnlyList<SendResult> sent, string body) =>
        _notes.MessageIds[body] = sent[0].MessageId.ToString();

    private static QueueSettingsChange DeadLetters(string queue, int maxReceiveCount = 1) =>
        new() { DeadLetter = new DeadLetterSetting(QueueName.Parse(queue), maxReceiveCount) };
}
