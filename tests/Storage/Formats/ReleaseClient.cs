using System.Text;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;

namespace QueueService.Tests.Storage.Formats;

/// <summary>Short forms of what a client does.</summary>
internal sealed class ReleaseClient(Broker broker)
{
    public Broker Broker => broker;

    public static CancellationToken None => CancellationToken.None;

    public async Task<QueueName> CreateAsync(string name, QueueSettingsChange? settings = null)
    {
        QueueName queue = QueueName.Parse(name);
        await broker.CreateQueueAsync(queue, settings ?? new QueueSettingsChange(), None);
        return queue;
    }

    public static NewMessage Text(string body, string? group = null, string? id = null, int? delay = null) => new()
    {
        Body = Encoding.UTF8.GetBytes(body),
        IsText = true,
        GroupId = group,
        DeduplicationId = id,
        Delay = delay is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    public Task<IReadOnlyList<SendResult>> SendAsync(QueueName queue, params NewMessage[] messages) =>
        broker.SendAsync(queue, messages, None);

    public async Task<IReadOnlyList<SendResult>> SendAsync(string queue, params string[] bodies) =>
        await SendAsync(QueueName.Parse(queue), [.. bodies.Select(body => Text(body))]);

    public Task<IReadOnlyList<MessageView>> ReceiveAsync(
        string queue, int count, int? visibility = null, string? attempt = null) => broker.ReceiveAsync(
        QueueName.Parse(queue),
        new ReceiveOptions(
            count,
            TimeSpan.Zero,
            visibility is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            AttemptId: attempt),
        None);

    public Task<IReadOnlyList<ReceiptStatus>> AcknowledgeAsync(string queue, params string[] handles) =>
        broker.AcknowledgeAsync(QueueName.Parse(queue), handles, None);

    public async Task<QueueStats> StatsAsync(string queue) =>
        (await broker.GetQueueAsync(QueueName.Parse(queue), None)).Stats;

    /// <summary>Receives and acknowledges until nothing comes any more.</summary>
    public async Task<List<string>> DrainAsync(string queue)
    {
        List<string> bodies = [];
        while (true)
        {
            IReadOnlyList<MessageView> received = await ReceiveAsync(queue, 100);
            if (received.Count == 0)
                return bodies;
            bodies.AddRange(received.Select(Body));
            Assert.All(
                await AcknowledgeAsync(queue, [.. received.Select(message => message.ReceiptHandle!)]),
                status => Assert.Equal(ReceiptStatus.Done, status));
        }
    }

    public static string Counts(QueueStats stats) => $"{stats.Visible} {stats.InFlight} {stats.Delayed}";

    public static string Body(MessageView message) => Encoding.UTF8.GetString(message.Body.Span);

    /// <summary>Looks until it is so; fails after a minute.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(1));
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(5));
        try
        {
            while (!await isSo())
                await pause.WaitForNextTickAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"In a minute it did not come true: {what}.");
        }
    }
}
