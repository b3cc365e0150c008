using System.Runtime.CompilerServices;
using QueueService.Queues.Messages;
using QueueService.Queues.Peek;

namespace QueueService.Queues;

/// <content>Looking at messages, which changes nothing.</content>
public sealed partial class Broker
{
    /// <summary>
    /// Looks at messages without receiving them. A page may have fewer than asked for, and another behind it, once it
    /// has <see cref="Limits.MaxAnswerBytes"/>, or has read <see cref="Limits.MaxPeekReadBytes"/> for them.
    /// </summary>
    public async Task<Page<MessageView>> PeekAsync(
        QueueName name, PeekQuery query, CancellationToken cancellationToken)
    {
        List<MessageView> found = [];
        string? cursor = null;
        await foreach (Page<MessageView> part in PeekInPartsAsync(name, query, cancellationToken))
        {
            found.AddRange(part.Items);
            cursor = part.Cursor;
        }

        return new Page<MessageView>(found, cursor);
    }

    /// <summary>
    /// The same page in parts of <see cref="Limits.MaxAnswerPartBytes"/>. Each is read when it is asked for, so that
    /// whoever gives them on holds no more. The cursor of the last one is that of the page.
    /// </summary>
    public async IAsyncEnumerable<Page<MessageView>> PeekInPartsAsync(
        QueueName name, PeekQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        query.Check();
        PeekProgress progress = new(query);
        do
        {
            yield return await WithQueueAsync(
                name, record => _peeker.ReadAsync(record, progress, cancellationToken), cancellationToken);
        }
        while (!progress.IsOver);
    }

    /// <summary>
    /// Looks for messages in a queue without receiving them. One call ends once it has found as many as were asked
    /// for, has looked at <see cref="Limits.MaxSearchMessages"/>, or has taken <see cref="Limits.MaxSearchTime"/>:
    /// maybe with nothing found yet, and a cursor with which the next one goes on.
    /// </summary>
    public async Task<SearchResult> SearchAsync(
        QueueName name, SearchQuery query, CancellationToken cancellationToken)
    {
        List<MessageView> found = [];
        SearchResult? last = null;
        await foreach (SearchResult part in SearchInPartsAsync(name, query, cancellationToken))
        {
            found.AddRange(part.Messages);
            last = part;
        }

        return last! with { Messages = found };
    }

    /// <summary>
    /// The same result in parts of <see cref="Limits.MaxAnswerPartBytes"/>. Each is looked for when it is asked for, so
    /// that whoever gives them on holds no more. All but the messages of the last one is that of the result.
    /// </summary>
    public async IAsyncEnumerable<SearchResult> SearchInPartsAsync(
        QueueName name, SearchQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        query.Check();
        SearchProgress progress = new(query);
        do
        {
            yield return await WithQueueAsync(
                name, record => _search.ReadAsync(record, progress, cancellationToken), cancellationToken);
        }
        while (!progress.IsOver);
    }
}
