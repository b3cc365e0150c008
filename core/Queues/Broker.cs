using QueueService.Queues.Messages;
using QueueService.Queues.Redrive;
using QueueService.Queues.Settings;

namespace QueueService.Queues;

/// <summary>
/// The facade of the core: what every ingress (REST, SQS, MQTT, portal) calls. Refusals are
/// <see cref="BrokerException"/>; when one is thrown nothing was changed, except after <c>OutcomeUnknown</c>.
/// </summary>
public sealed class Broker
{
    public Task<(QueueInfo Queue, bool Created)> CreateQueueAsync(QueueName name, QueueSettingsChange settings, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<QueueInfo> GetQueueAsync(QueueName name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<QueueInfo> UpdateQueueAsync(QueueName name, QueueSettingsChange change, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeleteQueueAsync(QueueName name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Page<QueueInfo>> ListQueuesAsync(string prefix, int limit, string? cursor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<SendResult>> SendAsync(QueueName name, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<MessageView>> ReceiveAsync(QueueName name, ReceiveOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ReceiptStatus>> AcknowledgeAsync(QueueName name, IReadOnlyList<string> receiptHandles, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ReceiptStatus>> ExtendAsync(QueueName name, IReadOnlyList<ReceiptExtension> extensions, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ReceiptStatus>> ReleaseAsync(QueueName name, IReadOnlyList<string> receiptHandles, TimeSpan delay, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Page<MessageView>> PeekAsync(QueueName name, PeekState state, int limit, string? cursor, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task PurgeAsync(QueueName name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RedriveInfo> StartRedriveAsync(QueueName name, RedriveRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RedriveInfo> GetRedriveAsync(string taskId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<RedriveInfo>> ListRedrivesAsync(QueueName? queue, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RedriveInfo> CancelRedriveAsync(string taskId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
