using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Messages;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;
using QueueService.Queues.Tracing;
using QueueService.Replication.Leases;
using QueueService.Replication.Loop;
using QueueService.Storage;

namespace QueueService.Queues;

/// <content>Sending and receiving messages.</content>
public sealed partial class Broker
{
    /// <summary>Stores messages durably: all of them or none (of several partitions: each its share).</summary>
    /// <param name="messages">1..100.</param>
    public Task<IReadOnlyList<SendResult>> SendAsync(
        QueueName name, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken) =>
        MessageTracing.BeginSend(name, messages.Count) is { } activity
            ? SendAsync(activity, name, messages, cancellationToken)
            : SendUntracedAsync(name, messages, cancellationToken);

    /// <summary>Receives messages, waiting for the first one if asked to.</summary>
    public Task<IReadOnlyList<MessageView>> ReceiveAsync(
        QueueName name, ReceiveOptions options, CancellationToken cancellationToken) =>
        MessageTracing.BeginReceive(name) is { } activity
            ? ReceiveAsync(activity, name, options, cancellationToken)
            : ReceiveUntracedAsync(name, options, cancellationToken);

    private async Task<IReadOnlyList<SendResult>> SendAsync(PartitionId partition, SendItem[] items)
    {
        SentItem[] sent = await _partitions.SendAsync(partition, new SendCommand(items));
        SendResult[] results = new SendResult[sent.Length];
        for (int n = 0; n < sent.Length; n++)
        {
            results[n] = new SendResult(
                MessageIds.Of(partition, sent[n].Sequence), sent[n].Sequence.Value, sent[n].Deduplicated);
        }

        return results;
    }

    private async Task<IReadOnlyList<SendResult>> SpreadAsync(QueueRecord record, SendItem[] items)
    {
        SendResult[] results = new SendResult[items.Length];
        await Task.WhenAll(Enumerable.Range(0, items.Length)
            .GroupBy(n => PartitionOf(items[n], record.Settings.Partitions))
            .Select(async share =>
            {
                int[] places = [.. share];
                try
                {
                    IReadOnlyList<SendResult> sent = await SendAsync(
                        record.Partition(share.Key), [.. places.Select(place => items[place])]);
                    for (int n = 0; n < places.Length; n++)
                        results[places[n]] = sent[n];
                }
                catch (BrokerException exception)
                {
                    foreach (int place in places)
                        results[place] = new SendResult(default, 0, Deduplicated: false, exception);
                }
            }));
        return results.All(result => result.Error is not null) ? throw ErrorOf(results) : results;
    }

    /// <summary>
    /// What became of all: it would be wrong to say that nothing was changed if that is unknown of some.
    /// </summary>
    private static BrokerException ErrorOf(SendResult[] refused) =>
        (refused.FirstOrDefault(result => result.Error!.Code == BrokerErrorCode.OutcomeUnknown) ?? refused[0]).Error!;

    private int PartitionOf(SendItem item, int count)
    {
        if (!item.Group.IsNone)
            return item.Group.Partition(count);
        return item.Deduplication.IsNone ? _preference % count : item.Deduplication.Partition(count);
    }

    private static IReadOnlyList<MessageView> Answer(
        IReadOnlyList<MessageView> views, ReceiveOptions options, bool isAtLimit) =>
        views.Count == 0 && isAtLimit && options.RefuseAtLimit
            ? throw new BrokerException(
                BrokerErrorCode.TooManyInFlight,
                $"{Limits.MaxInFlight} messages of this queue are in flight. Delete some, or wait until they return.")
            : views;

    private async Task<(IReadOnlyList<MessageView> Views, bool IsAtLimit)> ReceiveAsync(
        PartitionId id, ReceiveOptions options, Timestamp? deadline, CancellationToken cancellationToken)
    {
        using PartitionLease<QueuePartition> lease = await _partitions.LeaseAsync(id);
        QueuePartition partition = lease.Partition;
        ReceiveCommand command = new(
            options.MaxMessages,
            options.VisibilityTimeout,
            deadline,
            cancellationToken,
            options.AttemptId is { } attempt ? KeyHash.Of(attempt) : KeyHash.None,
            options.RefuseSpentAttempt);
        await using CancellationTokenRegistration leaving = deadline is null
            ? default
            : cancellationToken.UnsafeRegister(loop => ((PartitionLoop)loop!).Wake(), partition.Loop);
        IReadOnlyList<Delivery> deliveries = await partition.SendAsync(command);
        if (command.IsSpent)
        {
            throw new BrokerException(
                BrokerErrorCode.AttemptSpent,
                "The receive cannot be repeated: something was done with one of its messages. Use a new attempt id.");
        }

        List<MessageView> views = new(deliveries.Count);
        await _views.AddAsync(views, partition, deliveries, CancellationToken.None);
        return (views, command.IsAtLimit);
    }

    /// <summary>Goes round the partitions, beginning with the preferred one; waits where all are empty.</summary>
    private async Task<IReadOnlyList<MessageView>> ReceiveAnyAsync(
        QueueRecord record, ReceiveOptions options, Timestamp? deadline, CancellationToken cancellationToken)
    {
        while (true)
        {
            int count = record.Settings.Partitions;
            List<MessageView> views = [];
            bool isAtLimit = true;
            for (int n = 0; n < count && views.Count < options.MaxMessages && !IsFull(views); n++)
            {
                ReceiveOptions rest = options with { MaxMessages = options.MaxMessages - views.Count };
                try
                {
                    (IReadOnlyList<MessageView> found, bool isFull) = await ReceiveAsync(
                        record.Partition((_preference + n) % count), rest, null, cancellationToken);
                    views.AddRange(found);
                    isAtLimit &= isFull;
                }
                catch (BrokerException) when (views.Count > 0)
                {
                    // What was received is in flight already, and is of use to nobody unless it is handed out.
                    return views;
                }
            }

            // The first partition may just have told that there are more.
            record = Current(record);
            if (views.Count == 0 && record.Settings.Partitions > count)
                continue;
            if (views.Count > 0 || deadline is not { } end || Timestamp.From(_time.GetUtcNow()) >= end
                || !_partitions.MayWait)
                return Answer(views, options, isAtLimit && deadline is null);
            await WaitForAnyAsync(record, end, cancellationToken);
        }
    }

    private static bool IsFull(List<MessageView> views)
    {
        long bytes = 0;
        foreach (MessageView view in views)
            bytes += view.Body.Length;
        return bytes >= Limits.MaxAnswerBytes;
    }

    private async Task WaitForAnyAsync(QueueRecord record, Timestamp deadline, CancellationToken cancellationToken)
    {
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<bool>[] waits =
        [
            .. record.Partitions.Select(partition => WaitAsync(partition, deadline, enough.Token)),
        ];
        try
        {
            await await Task.WhenAny(waits);
        }
        finally
        {
            enough.CancelInPlace();
            await ((Task)Task.WhenAll(waits)).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Waits until there may be something in a partition; false if there is not by then.</summary>
    private async Task<bool> WaitAsync(PartitionId id, Timestamp deadline, CancellationToken cancellationToken)
    {
        using PartitionLease<QueuePartition> lease = await _partitions.LeaseAsync(id);
        await using CancellationTokenRegistration leaving = cancellationToken.UnsafeRegister(
            loop => ((PartitionLoop)loop!).Wake(), lease.Partition.Loop);
        return await lease.Partition.SendAsync(new AwaitMessageCommand(deadline, cancellationToken));
    }

    private Task<IReadOnlyList<SendResult>> SendUntracedAsync(
        QueueName name, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        SendItem[] items = new SendItem[messages.Count];
        long bytes = 0;
        for (int n = 0; n < items.Length; n++)
        {
            CheckAttributes(messages[n].Attributes);
            items[n] = SendItems.Of(name, messages[n], n);
            bytes += items[n].Header.Length + items[n].Body.Length;
        }

        _store.TakeRoom(bytes);
        return WithQueueAsync(
            name,
            record =>
            {
                CheckHeld(record, items);
                return record.Settings.Partitions == 1
                    ? SendAsync(record.Partition(0), items)
                    : SpreadAsync(record, items);
            },
            cancellationToken);
    }

    /// <summary>The same in all as each partition sees to for itself.</summary>
    private void CheckHeld(QueueRecord record, SendItem[] items)
    {
        if (_held.Delayed >= Limits.MaxDelayedInAll
            && Array.Exists(items, item => (item.Delay ?? record.Settings.Delay) > TimeSpan.Zero))
            throw SendCommand.TooManyDelayed(Limits.MaxDelayedInAll, "all queues");
        if (_held.DeduplicationIds >= Limits.MaxDeduplicationIdsInAll
            && (record.Name.IsFifo || Array.Exists(items, item => !item.Deduplication.IsNone)))
            throw SendCommand.TooManyIds(Limits.MaxDeduplicationIdsInAll, "all queues");
    }

    private Task<IReadOnlyList<MessageView>> ReceiveUntracedAsync(
        QueueName name, ReceiveOptions options, CancellationToken cancellationToken) => WithQueueAsync(
        name,
        async record =>
        {
            Timestamp now = Timestamp.From(_time.GetUtcNow());
            TimeSpan wait = options.Wait ?? record.Settings.ReceiveWait;
            Timestamp? deadline = wait > TimeSpan.Zero ? now + wait : null;
            if (record.Settings.Partitions == 1)
            {
                (IReadOnlyList<MessageView> views, bool isAtLimit) = await ReceiveAsync(
                    record.Partition(0), options, deadline, cancellationToken);
                if (views.Count > 0 || (record = Current(record)).Settings.Partitions == 1)
                    return Answer(views, options, isAtLimit && deadline is null);
            }

            return await ReceiveAnyAsync(record, options, deadline, cancellationToken);
        },
        cancellationToken);
}
