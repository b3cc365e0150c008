using System.Text;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues;
using QueueService.Queues.Messages;
using QueueService.Queues.Named;
using QueueService.Queues.Peek;
using QueueService.Storage.Memory;

namespace QueueService.Tests.Core.Queues.Peek;

/// <summary>Answers that are read in parts while they are given out.</summary>
public sealed class PeekPartTests : IAsyncLifetime
{
    private const int Large = 700_000;
    private const int Count = 13;

    /// <summary>Of a frame and of what stands beside it.</summary>
    private const int FrameBytes = Large + 1000;

    private readonly BrokerCluster _cluster = new();
    private Broker _broker = null!;
    private MemoryStore _store = null!;
    private QueueName _queue;

    public async Task InitializeAsync() => (_broker, _store) = await _cluster.StartAsync(
        memory: MemoryLimits.Default with { FrameCacheBytes = 0 });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(PeekOrder.Oldest, 1)]
    [InlineData(PeekOrder.Newest, 1)]
    [InlineData(PeekOrder.Oldest, 4)]
    [InlineData(PeekOrder.Newest, 4)]
    public async Task Peek_WhenMessagesAreLarge_ReadsThemAsTheyAreAskedFor(PeekOrder order, int partitions)
    {
        await FillAsync(partitions);
        PeekQuery query = new() { Limit = 100, Order = order };
        List<MessageView> all = [];
        while (true)
        {
            string? cursor = null;
            int parts = 0;
            long read = _store.Meter.BytesRead;
            await foreach (Page<MessageView> part in _broker.PeekInPartsAsync(_queue, query, default))
            {
                // What other partitions have is compared first; no more than a part is read of all together.
                Assert.InRange(_store.Meter.BytesRead - read, 0, Limits.MaxAnswerPartBytes + (2 * FrameBytes));
                Assert.InRange(part.Items.Sum(Length), 1, Limits.MaxAnswerPartBytes + Large);
                read = _store.Meter.BytesRead;
                all.AddRange(part.Items);
                cursor = part.Cursor;
                parts++;
            }

            Assert.InRange(parts, cursor is null ? 1 : 3, 6);
            if (cursor is null)
                break;
            query = query with { Cursor = cursor };
        }

        Assert.Equal(
            Enumerable.Range(0, Count).Order(),
            all.Select(message => (int)message.Body.Span[0]).Order());
        if (partitions == 1)
            Assert.Equal(order == PeekOrder.Newest, all[0].SequenceNumber > all[^1].SequenceNumber);
    }

    [Fact]
    public async Task Peek_WhenItIsOnlyBegun_LeavesTheQueueAlone()
    {
        await FillAsync(1);
        await using IAsyncEnumerator<Page<MessageView>> parts =
            _broker.PeekInPartsAsync(_queue, new PeekQuery { Limit = 100 }, default).GetAsyncEnumerator();
        Assert.True(await parts.MoveNextAsync());
        await _broker.DeleteQueueAsync(_queue, default);
        BrokerException refusal = await Assert.ThrowsAsync<BrokerException>(() => parts.MoveNextAsync().AsTask());
        Assert.Equal(BrokerErrorCode.QueueNotFound, refusal.Code);
    }

    [Fact]
    public async Task Peek_WhenTheContentOfTheFirstOneLiesBehindLargeOthers_ShowsAllInOrder()
    {
        await FillAsync(1);
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        MessageView first = (await _broker.PeekAsync(_queue, new PeekQuery { Limit = 1 }, deadline.Token)).Items[0];
        // Its content has a frame of its own now, behind those of all others.
        await EditAsync(first, "edited", deadline.Token);
        Page<MessageView> page = await _broker.PeekAsync(_queue, new PeekQuery { Limit = 3 }, deadline.Token);
        Assert.Equal([1L, 2L, 3L], page.Items.Select(message => message.SequenceNumber));
        Assert.Equal("edited", Encoding.UTF8.GetString(page.Items[0].Body.Span));
    }

    [Fact]
    public async Task Search_WhenItIsReadInParts_CountsAsIfItWereNot()
    {
        await FillAsync(1);
        SearchQuery query = new() { Limit = 100, GroupBy = GroupBy.GroupId };
        List<SearchResult> parts = [];
        await foreach (SearchResult part in _broker.SearchInPartsAsync(_queue, query, default))
        {
            Assert.InRange(part.Messages.Sum(Length), 1, Limits.MaxAnswerPartBytes + Large);
            parts.Add(part);
        }

        Assert.InRange(parts.Count, 3, 6);
        int found = parts.Sum(part => part.Messages.Count);
        Assert.InRange(found, 5, Count - 1);
        Assert.Equal((found, found), (parts[^1].Scanned, parts[^1].Matched));
        Assert.Equal(found, Assert.Single(parts[^1].Groups!).Count);
        SearchResult rest = await _broker.SearchAsync(
            _queue, query with { Cursor = parts[^1].Cursor, BodyBytes = 0 }, default);
        Assert.Equal((Count - found, null), (rest.Matched, rest.Cursor));
    }

    private async Task EditAsync(MessageView message, string body, CancellationToken cancellationToken)
    {
        NamedMessage named = new(message.MessageId, message.SequenceNumber);
        (_, string version) = await _broker.GetMessageAsync(_queue, named, cancellationToken);
        await _broker.EditMessageAsync(
            _queue, named, version, new MessageEdit(Encoding.UTF8.GetBytes(body)), null, _ => { }, cancellationToken);
    }

    private static int Length(MessageView message) => message.Body.Length;

    private async Task FillAsync(int partitions)
    {
        _queue = await BrokerCluster.CreateAsync(
            _broker, "large", new QueueSettingsChange { Partitions = partitions });
        for (int n = 0; n < Count; n++)
        {
            byte[] body = new byte[Large];
            body[0] = (byte)n;
            NewMessage message = new() { Body = body, IsText = false, DeduplicationId = $"{n}" };
            await _broker.SendAsync(_queue, [message], default);
        }
    }
}
