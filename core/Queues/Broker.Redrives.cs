using QueueService.Features;
using QueueService.Queues.Redrive;
using QueueService.Storage;

namespace QueueService.Queues;

/// <content>Moving messages out of queues.</content>
public sealed partial class Broker
{
    /// <summary>
    /// Begins to move messages out of a queue, usually a dead-letter queue; runs on in the background.
    /// </summary>
    public async Task<RedriveInfo> StartRedriveAsync(
        QueueName name, RedriveRequest request, CancellationToken cancellationToken)
    {
        if (request.Filter is not null)
        {
            RequireLevel(FeatureLevel.Three, "Messages can be redriven by a filter");
            CheckAttributes(request.Filter.Attributes);
        }

        _store.TakeRoom();
        return await UnlessDeletedAsync(name, _redrives.StartAsync(name, WithStarter(request), cancellationToken));
    }

    public Task<RedriveInfo> GetRedriveAsync(string taskId, CancellationToken cancellationToken) =>
        _redrives.GetAsync(taskId, cancellationToken);

    /// <summary>The redrives of a queue, the newest first: some hundred at most.</summary>
    public Task<IReadOnlyList<RedriveInfo>> ListRedrivesAsync(QueueName queue, CancellationToken cancellationToken) =>
        _redrives.ListAsync(queue, cancellationToken);

    /// <summary>A page of redrives, the newest first.</summary>
    /// <param name="queue">Only those of this queue; null for all.</param>
    /// <param name="limit">1..1000.</param>
    /// <param name="cursor">What the page before said; null for the first page.</param>
    /// <param name="shows">Leaves out redrives of other queues, as if they were not there; null for none.</param>
    public Task<Page<RedriveInfo>> ListRedrivesAsync(
        QueueName? queue,
        int limit,
        string? cursor,
        CancellationToken cancellationToken,
        Predicate<QueueName>? shows = null) =>
        _redrives.ListAsync(queue, limit, cursor, shows, cancellationToken);

    /// <summary>
    /// Asks a redrive to stop; what it has moved stays moved. One that is damaged is taken away.
    /// </summary>
    public Task<RedriveInfo> CancelRedriveAsync(string taskId, CancellationToken cancellationToken) =>
        _redrives.CancelAsync(taskId, cancellationToken);
}
