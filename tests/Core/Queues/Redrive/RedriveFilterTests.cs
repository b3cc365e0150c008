using System.Text;
using QueueService.Features;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Peek;
using QueueService.Queues.Redrive;

namespace QueueService.Tests.Core.Queues.Redrive;

/// <summary>Redrives of all that a filter means.</summary>
public sealed class RedriveFilterTests : IAsyncLifetime
{
    private readonly BrokerCluster _cluster = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Redrive_WhenItHasAFilter_MovesWhatMatchesAndLeavesTheRest(int partitions)
    {
        (Broker broker, _) = await _cluster.StartAsync();
        QueueName source = await BrokerCluster.CreateAsync(
            broker, "source", new QueueSettingsChange { Partitions = partitions });
        QueueName target = await BrokerCluster.CreateAsync(broker, "target");
        for (int n = 0; n < 1200; n += 100)
        {
            await SendAsync(
                broker, source, [.. Enumerable.Range(n, 100).Select(m => m % 3 == 0 ? $"fizz {m}" : $"{m}")]);
        }

        RedriveInfo started = await broker.StartRedriveAsync(
            source, new RedriveRequest(target) { Filter = new MessageFilter { Text = "fizz" } }, default);
        Assert.Equal(1200, started.Total);
        RedriveInfo ended = await EndAsync(broker, started.TaskId);
        Assert.Equal(
            (RedriveState.Completed, 400, 1200, 0), (ended.State, ended.Moved, ended.Scanned, ended.Stayed));
        Assert.Equal("fizz", ended.Request.Filter!.Text);
        List<string> moved = await BrokerCluster.DrainAsync(broker, target);
        Assert.Equal(400, moved.Count(body => body.StartsWith("fizz", StringComparison.Ordinal)));
        Assert.Equal(400, moved.Distinct().Count());
        List<string> left = await BrokerCluster.DrainAsync(broker, source);
        Assert.Equal(800, left.Distinct().Count());
        Assert.DoesNotContain(left, body => body.Contains("fizz", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Redrive_WhenMatchingMessagesComeAfterItsStart_LeavesThem()
    {
        (Broker broker, _) = await _cluster.StartAsync();
        QueueName source = await BrokerCluster.CreateAsync(broker, "source");
        QueueName target = await BrokerCluster.CreateAsync(broker, "target");
        await SendAsync(broker, source, "early");
        RedriveInfo started = await broker.StartRedriveAsync(
            source,
            new RedriveRequest(target, 1) { Filter = new MessageFilter { Text = "ly" } },
            default);
        await SendAsync(broker, source, "lately");
        Assert.Equal(1, (await EndAsync(broker, started.TaskId)).Moved);
        Assert.Equal(["early"], await BrokerCluster.DrainAsync(broker, target));
        Assert.Equal(["lately"], await BrokerCluster.DrainAsync(broker, source));
    }

    [Fact]
    public async Task Redrive_WhenMatchingMessagesCameFromNoQueue_TellsHowManyStayed()
    {
        (Broker broker, _) = await _cluster.StartAsync();
        QueueName source = await BrokerCluster.CreateAsync(broker, "source");
        await SendAsync(broker, source, "a", "b", "b");
        RedriveInfo started = await broker.StartRedriveAsync(
            source, new RedriveRequest { Filter = new MessageFilter { Text = "b" } }, default);
        RedriveInfo ended = await EndAsync(broker, started.TaskId);
        Assert.Equal((RedriveState.Failed, 0, 2, 3), (ended.State, ended.Moved, ended.Stayed, ended.Scanned));
    }

    [Fact]
    public async Task Redrive_WhenAnOlderProgramMayCarryItOut_IsRefused()
    {
        (Broker broker, _) = await _cluster.StartAsync(newest: FeatureLevel.Two);
        QueueName source = await BrokerCluster.CreateAsync(broker, "source");
        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(() => broker.StartRedriveAsync(
            source, new RedriveRequest { Filter = new MessageFilter { Text = "b" } }, default));
        Assert.Equal(BrokerErrorCode.FeatureLevelRefused, refusal.Code);
    }

    [Fact]
    public async Task Redrive_WhenItHasAFilterAndNames_IsRefused()
    {
        (Broker broker, _) = await _cluster.StartAsync();
        QueueName source = await BrokerCluster.CreateAsync(broker, "source");
        RedriveRequest both = new(MessageIds: [default]) { Filter = new MessageFilter() };
        foreach (RedriveRequest request in new[] { both, new() { Filter = new MessageFilter { Reason = "x" } } })
        {
            BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(
                () => broker.StartRedriveAsync(source, request, default));
            Assert.Equal(BrokerErrorCode.InvalidRequest, refusal.Code);
        }
    }

    /// <summary>By its id a message goes to one of the partitions.</summary>
    private static Task<IReadOnlyList<SendResult>> SendAsync(Broker broker, QueueName queue, params string[] bodies) =>
        broker.SendAsync(
            queue,
            [
                .. bodies.Select((body, n) => new NewMessage
                {
                    Body = Encoding.UTF8.GetBytes(body),
                    IsText = true,
                    DeduplicationId = $"{body.Replace(' ', '-')}-{n}",
                }),
            ],
            default);

    private static async Task<RedriveInfo> EndAsync(Broker broker, string taskId)
    {
        RedriveInfo? redrive = null;
        await BrokerCluster.UntilAsync(async () =>
        {
            redrive = await broker.GetRedriveAsync(taskId, default);
            return redrive.State is not RedriveState.Running;
        });
        return redrive!;
    }
}
