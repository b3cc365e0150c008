using QueueService.Features;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Messages;
using QueueService.Queues.Catalog;
using QueueService.Queues.Messages;
using QueueService.Queues.Named;
using QueueService.Queues.Redrive;
using QueueService.Storage;

namespace QueueService.Queues;

/// <content>What operators do to messages that they name.</content>
public sealed partial class Broker
{
    /// <summary>
    /// A message as it is, and its version, which changes with each edit and delivery; <c>MessageNotFound</c> if it is
    /// not in the queue.
    /// </summary>
    public Task<(MessageView Message, string Version)> GetMessageAsync(
        QueueName name, NamedMessage message, CancellationToken cancellationToken) => WithQueueAsync(
        name,
        async record =>
        {
            FoundMessage found = (await _finder.FindAsync(record, [message], cancellationToken))[0]
                ?? throw MessageEditor.NotFound();
            return (_views.View(record.Partition(found.Partition), found.Delivery, found.Contents, withHandle: false),
                found.Version.ToString());
        },
        cancellationToken);

    /// <summary>Takes messages out for good, unless a consumer holds them; answers what became of each.</summary>
    /// <param name="messages">1..100.</param>
    public Task<IReadOnlyList<DeleteStatus>> DeleteMessagesAsync(
        QueueName name, IReadOnlyList<NamedMessage> messages, CancellationToken cancellationToken)
    {
        RequireLevel(FeatureLevel.Three, "Messages can be deleted by name");
        return WithQueueAsync<IReadOnlyList<DeleteStatus>>(
            name,
            async record =>
            {
                FoundMessage?[] found = await _finder.FindAsync(record, messages, cancellationToken);
                DeleteStatus[] statuses = [.. messages.Select(_ => DeleteStatus.NotFound)];
                try
                {
                    await DeleteAsync(record, found, statuses);
                }
                catch (BrokerException exception) when (statuses.Contains(DeleteStatus.Deleted))
                {
                    throw new BrokerException(
                        BrokerErrorCode.OutcomeUnknown,
                        "Some of the messages are deleted. Repeat the request; what is gone will show as notFound. "
                        + $"({exception.Message})",
                        exception);
                }

                return statuses;
            },
            cancellationToken);
    }

    /// <summary>Has each partition delete its share, one after another.</summary>
    private async Task DeleteAsync(QueueRecord record, FoundMessage?[] found, DeleteStatus[] statuses)
    {
        foreach (IGrouping<int, int> share in Enumerable.Range(0, found.Length)
            .Where(n => found[n] is not null)
            .GroupBy(n => found[n]!.Partition))
        {
            SequenceNumber[] wanted = [.. share.Select(n => found[n]!.Delivery.Sequence).Distinct()];
            DeleteStatus[] answers = await _partitions.SendAsync(
                record.Partition(share.Key), new DeleteCommand(wanted));
            foreach (int n in share)
                statuses[n] = answers[Array.IndexOf(wanted, found[n]!.Delivery.Sequence)];
        }
    }

    /// <summary>
    /// Changes a message, or has it set out for another queue, or both in one step; answers that queue, null if it
    /// stays. Throws <c>MessageNotFound</c>, <c>MessageInFlight</c>, or <c>MessageChanged</c> if the version is
    /// another by now: then nothing was done.
    /// </summary>
    /// <param name="version">As <see cref="GetMessageAsync"/> answered it.</param>
    /// <param name="by">Who asks for it, as the message is to tell; null if it is not.</param>
    /// <param name="demand">Throws unless messages may be moved to this queue.</param>
    public Task<QueueName?> EditMessageAsync(
        QueueName name,
        NamedMessage message,
        string version,
        MessageEdit edit,
        string? by,
        Action<QueueName> demand,
        CancellationToken cancellationToken)
    {
        RequireLevel(FeatureLevel.Three, "Messages can be edited");
        CheckAttributes(edit.Attributes);
        _store.TakeRoom();
        return WithQueueAsync(
            name,
            record => _editor.EditAsync(record, message, version, edit, by, demand, cancellationToken),
            cancellationToken);
    }

    /// <summary>
    /// Sends messages to the dead-letter queue at once; <c>NoDeadLetterTarget</c> if there is none.
    /// </summary>
    /// <param name="detail">Why: 1 to <see cref="Limits.MaxDetailBytes"/> bytes of UTF-8; null says nothing.</param>
    public Task<IReadOnlyList<ReceiptStatus>> RejectAsync(
        QueueName name, IReadOnlyList<string> receiptHandles, string? detail, CancellationToken cancellationToken)
    {
        RequireLevel(FeatureLevel.Three, "Messages can be rejected");
        CheckDetail(detail);
        return ReceiptsAsync(
            name, receiptHandles, (receipts, _) => new RejectCommand(receipts, detail), cancellationToken);
    }

    /// <summary>Who starts a redrive is told only where all instances can read it.</summary>
    private RedriveRequest WithStarter(RedriveRequest request) => request with
    {
        StartedBy = _features.Gate.Level < FeatureLevel.Three ? null : Replays.Shortened(request.StartedBy),
    };

    private void CheckDetail(string? detail)
    {
        if (detail is null)
            return;
        RequireLevel(FeatureLevel.Three, "A detail can be given");
        if (detail.Length == 0 || System.Text.Encoding.UTF8.GetByteCount(detail) > Limits.MaxDetailBytes)
        {
            throw new BrokerException(
                BrokerErrorCode.InvalidRequest,
                $"detail must have 1 to {Limits.MaxDetailBytes} bytes of UTF-8. Say in short why.");
        }
    }
}
