using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Messages;
using QueueService.Queues.Messages;
using QueueService.Storage;

namespace QueueService.Queues;

/// <content>What a consumer does with the messages that it holds.</content>
public sealed partial class Broker
{
    /// <summary>Takes messages out for good.</summary>
    public Task<IReadOnlyList<ReceiptStatus>> AcknowledgeAsync(
        QueueName name,
        IReadOnlyList<string> receiptHandles,
        CancellationToken cancellationToken,
        ReceiptUse use = ReceiptUse.Latest) =>
        ReceiptsAsync(name, receiptHandles, (receipts, _) => new AcknowledgeCommand(receipts, use), cancellationToken);

    /// <summary>Sets visibility timeouts anew, counted from now.</summary>
    /// <param name="total">
    /// How long a message may be hidden in all, counted from its delivery in whole seconds; null: any time.
    /// </param>
    public Task<IReadOnlyList<ReceiptStatus>> ExtendAsync(
        QueueName name,
        IReadOnlyList<ReceiptExtension> extensions,
        CancellationToken cancellationToken,
        ReceiptUse use = ReceiptUse.Latest,
        TimeSpan? total = null)
    {
        if (extensions.Any(extension => extension.VisibilityTimeout < TimeSpan.Zero
            || extension.VisibilityTimeout > Limits.MaxVisibilityTimeout))
        {
            throw new BrokerException(
                BrokerErrorCode.InvalidRequest,
                $"visibilityTimeoutSeconds must be between 0 and {Limits.MaxVisibilityTimeout.TotalSeconds}.");
        }

        return ReceiptsAsync(
            name,
            [.. extensions.Select(extension => extension.ReceiptHandle)],
            (receipts, places) => new ExtendCommand(
                receipts, [.. places.Select(place => extensions[place].VisibilityTimeout)], use, total),
            cancellationToken);
    }

    /// <summary>Gives messages back, to be received again after <paramref name="delay"/> (0..43,200 s).</summary>
    /// <param name="detail">As of <see cref="RejectAsync"/>.</param>
    public Task<IReadOnlyList<ReceiptStatus>> ReleaseAsync(
        QueueName name,
        IReadOnlyList<string> receiptHandles,
        TimeSpan delay,
        CancellationToken cancellationToken,
        string? detail = null)
    {
        CheckDetail(detail);
        if (delay > TimeSpan.Zero && _held.Delayed >= Limits.MaxDelayedInAll)
            throw SendCommand.TooManyDelayed(Limits.MaxDelayedInAll, "all queues");
        return ReceiptsAsync(
            name,
            receiptHandles,
            (receipts, _) => new ReleaseCommand(receipts, delay, detail: detail),
            cancellationToken);
    }

    private Task<IReadOnlyList<ReceiptStatus>> ReceiptsAsync(
        QueueName name,
        IReadOnlyList<string> receiptHandles,
        Func<Receipt[], IReadOnlyList<int>, QueueCommand<ReceiptHold[]>> command,
        CancellationToken cancellationToken) => WithQueueAsync<IReadOnlyList<ReceiptStatus>>(
        name,
        async record =>
        {
            ReceiptStatus[] statuses = new ReceiptStatus[receiptHandles.Count];
            Dictionary<PartitionId, (List<Receipt> Receipts, List<int> Places)> shares = [];
            for (int n = 0; n < statuses.Length; n++)
            {
                bool isHandle = _handles.TryDecode(receiptHandles[n], out PartitionId partition, out Receipt receipt);
                if (!isHandle || partition.Incarnation != record.Incarnation)
                {
                    statuses[n] = isHandle ? ReceiptStatus.OtherQueue : ReceiptStatus.Invalid;
                    continue;
                }

                if (!shares.TryGetValue(partition, out (List<Receipt> Receipts, List<int> Places) share))
                    shares[partition] = share = ([], []);
                share.Receipts.Add(receipt);
                share.Places.Add(n);
            }

            Task all = Task.WhenAll(shares.Select(async share =>
            {
                foreach ((Receipt[] receipts, List<int> places) in Turns(share.Value.Receipts, share.Value.Places))
                {
                    ReceiptHold[] held = await _partitions.SendAsync(share.Key, command(receipts, places));
                    for (int n = 0; n < held.Length; n++)
                        statuses[places[n]] = Status(held[n]);
                }
            }));
            try
            {
                await all;
            }
            catch (BrokerException exception) when (statuses.Contains(ReceiptStatus.Done) || IsUnknownOfSome(all))
            {
                // One partition has refused, another may not have: it would be wrong to say that nothing was changed.
                throw new BrokerException(
                    BrokerErrorCode.OutcomeUnknown,
                    $"The request may be carried out in part. Repeat it; what is done already will show as stale. "
                    + $"({exception.Message})",
                    exception);
            }

            return statuses;
        },
        cancellationToken);

    /// <summary>
    /// What to ask a partition at once. A message that is named several times has its turn as often, so that each
    /// receipt is worth what it would be alone after those before it.
    /// </summary>
    private static IEnumerable<(Receipt[] Receipts, List<int> Places)> Turns(List<Receipt> receipts, List<int> places)
    {
        // Nearly all acknowledgements name messages in the order of their receive, and so none twice.
        if (receipts.Zip(receipts.Skip(1)).All(pair => pair.First.Message < pair.Second.Message))
            return [([.. receipts], places)];
        Dictionary<SequenceNumber, int> named = new(receipts.Count);
        int[] turns = new int[receipts.Count];
        for (int n = 0; n < turns.Length; n++)
        {
            turns[n] = named.GetValueOrDefault(receipts[n].Message);
            named[receipts[n].Message] = turns[n] + 1;
        }

        return named.Count == turns.Length
            ? [([.. receipts], places)]
            : Enumerable.Range(0, turns.Length).GroupBy(n => turns[n]).Select(turn => (
                turn.Select(n => receipts[n]).ToArray(), turn.Select(n => places[n]).ToList()));
    }

    private static bool IsUnknownOfSome(Task all) => all.Exception!.InnerExceptions.Any(
        exception => exception is BrokerException { Code: BrokerErrorCode.OutcomeUnknown });

    private static ReceiptStatus Status(ReceiptHold hold) => hold switch
    {
        ReceiptHold.Held => ReceiptStatus.Done,
        ReceiptHold.Ended => ReceiptStatus.Stale,
        ReceiptHold.Gone => ReceiptStatus.Gone,
        ReceiptHold.Refused => ReceiptStatus.TooLong,
        _ => throw new InvalidOperationException($"A receipt is worth {hold}."),
    };
}
