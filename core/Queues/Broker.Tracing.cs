using System.Diagnostics;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Queues.Messages;
using QueueService.Queues.Tracing;
using QueueService.Replication.Loop;

namespace QueueService.Queues;

/// <content>The same as without a trace, seen from outside.</content>
public sealed partial class Broker
{
    /// <summary>The source of the traces of sending and receiving.</summary>
    public const string TraceSource = MessageTracing.SourceName;

    /// <summary>The meter of commits: how long they take, how large they are, and how often they collide.</summary>
    public const string CommitMeterName = Meters.Name;

    private async Task<IReadOnlyList<SendResult>> SendAsync(
        Activity activity, QueueName name, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        using (activity)
        {
            try
            {
                QueueSettings settings = await GetSettingsAsync(name, cancellationToken);
                return await SendUntracedAsync(
                    name, MessageTracing.Carry(activity, messages, settings.MaxMessageBytes), cancellationToken);
            }
            catch (BrokerException exception)
            {
                activity.SetStatus(ActivityStatusCode.Error, exception.Code.ToString());
                throw;
            }
        }
    }

    private async Task<IReadOnlyList<MessageView>> ReceiveAsync(
        Activity activity, QueueName name, ReceiveOptions options, CancellationToken cancellationToken)
    {
        using (activity)
        {
            try
            {
                IReadOnlyList<MessageView> received = await ReceiveUntracedAsync(name, options, cancellationToken);
                MessageTracing.End(activity, received);
                return received;
            }
            catch (BrokerException exception)
            {
                activity.SetStatus(ActivityStatusCode.Error, exception.Code.ToString());
                throw;
            }
        }
    }
}
