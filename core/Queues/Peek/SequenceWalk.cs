using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Machine;
using QueueService.Partitions.Messages;

namespace QueueService.Queues.Peek;

/// <summary>
/// Messages by sequence number; those of several partitions in order of the times at which they were enqueued. A page
/// of each partition is in memory, and the next one is asked for when that is used up.
/// </summary>
/// <param name="isContinued">True if another walk has seen the end of the log for it.</param>
internal sealed class SequenceWalk(
    IReadOnlyList<QueuePartition> partitions, PeekState state, bool isNewestFirst, PeekCursor from, bool isContinued)
    : IMessageWalk
{
    private readonly Source[] _sources =
    [
        .. partitions.Select((loop, index) => new Source(loop, state, isNewestFirst, from[index], isContinued)),
    ];

    public async Task<IReadOnlyList<WalkedMessage>> NextAsync(int limit)
    {
        List<WalkedMessage> found = [];
        await Task.WhenAll(_sources.Select(source => source.FillAsync(limit)));
        while (found.Count < limit && FindNext() is var next && next >= 0)
        {
            found.Add(new WalkedMessage(next, _sources[next].Take()));
            if (found.Count < limit)
                await _sources[next].FillAsync(limit - found.Count);
        }

        return found;
    }

    /// <summary>The partition that has the next message; negative if none has.</summary>
    private int FindNext()
    {
        int next = -1;
        for (int index = 0; index < _sources.Length; index++)
        {
            if (_sources[index].HasCurrent && (next < 0 || IsBefore(index, next)))
                next = index;
        }

        return next;
    }

    private bool IsBefore(int index, int other)
    {
        Timestamp mine = _sources[index].Current.EnqueuedAt;
        Timestamp its = _sources[other].Current.EnqueuedAt;
        return isNewestFirst ? mine > its : mine < its;
    }

    private sealed class Source(
        QueuePartition loop, PeekState state, bool isNewestFirst, SequenceNumber last, bool isContinued)
    {
        private SequenceNumber _last = last;
        private IReadOnlyList<Delivery> _page = [];
        private int _next;
        private bool _hasBegun = isContinued;
        private bool _isAtEnd;

        public bool HasCurrent => _next < _page.Count;

        public Delivery Current => _page[_next];

        /// <summary>Asks for more once all that was asked for is used up.</summary>
        public async Task FillAsync(int limit)
        {
            if (HasCurrent || _isAtEnd)
                return;
            limit = Math.Clamp(limit, 1, Limits.MaxPageSize);
            _page = await loop.SendAsync(new PeekCommand(state, _last, limit, isNewestFirst, isContinued: _hasBegun));
            _hasBegun = true;
            _next = 0;
            _isAtEnd = _page.Count < limit;
        }

        public Delivery Take()
        {
            _last = Current.Sequence;
            return _page[_next++];
        }
    }
}
