using QueueService.Queues.History;
using QueueService.Queues.Maintenance;

namespace QueueService.Queues;

/// <content>What queues held earlier.</content>
public sealed partial class Broker
{
    /// <summary>
    /// Keeps what a maintenance tick has seen, once a minute and only if something has changed; then it costs one
    /// storage call that writes and one that deletes, and a few more at the start of a process and of an hour. One call
    /// at a time.
    /// </summary>
    public Task NoteHistoryAsync(IReadOnlyList<QueueSample> samples, CancellationToken cancellationToken) =>
        _history.NoteAsync(samples, _time.GetUtcNow(), cancellationToken);

    /// <summary>What a queue held from a time on, until now; <c>QueueNotFound</c> if it is not there.</summary>
    /// <param name="from">Minutes are kept for seven days, hours for ninety: nothing earlier is answered.</param>
    public async Task<HistoryInfo> GetHistoryAsync(
        QueueName name, DateTimeOffset from, bool isByHour, CancellationToken cancellationToken)
    {
        await _catalog.GetAsync(name, cancellationToken);
        IReadOnlyDictionary<string, HistoryInfo> found = await _historyReader.ReadAsync(
            isByHour ? HistorySpan.Hours : HistorySpan.Minutes,
            from,
            queue => string.Equals(queue, name.Value, StringComparison.Ordinal),
            cancellationToken);
        return found.GetValueOrDefault(name.Value) ?? _historyReader.Empty(isByHour, from);
    }

    /// <summary>The same of all queues together, and by queue in order of their names.</summary>
    /// <param name="shows">Leaves out queues, as if they were not there.</param>
    public async Task<(HistoryInfo Sum, IReadOnlyDictionary<string, HistoryInfo> Queues)> GetHistoryAsync(
        DateTimeOffset from, bool isByHour, Predicate<QueueName> shows, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, HistoryInfo> found = await _historyReader.ReadAsync(
            isByHour ? HistorySpan.Hours : HistorySpan.Minutes,
            from,
            queue => QueueName.TryParse(queue, out QueueName name) && shows(name),
            cancellationToken);
        return (HistoryFill.Sum([.. found.Values]) ?? _historyReader.Empty(isByHour, from), found);
    }
}
