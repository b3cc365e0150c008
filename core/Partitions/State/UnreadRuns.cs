namespace QueueService.Partitions.State;

/// <summary>
/// The unread messages of a partition in order of their sequence numbers. Runs are kept in chunks, so that taking
/// messages from the front, or from the middle of a long list, moves few of them. Loop-owned.
/// </summary>
internal sealed class UnreadRuns
{
    private readonly List<UnreadChunk> _chunks = [];

    /// <summary>
    /// False once a run came that is older than one before it, as dead letters are that keep their age; until the list
    /// is empty again.
    /// </summary>
    private bool _isByAge = true;
    private Timestamp _newestAt;

    /// <summary>Where they are not by age; null if it must be looked for.</summary>
    private Timestamp? _oldestAt;

    public long Messages { get; private set; }

    public long Bytes { get; private set; }

    public bool IsEmpty => _chunks.Count == 0;

    public UnreadRun First => _chunks[0].Runs[0];

    /// <summary>When the oldest message was enqueued; null if there is none.</summary>
    public Timestamp? OldestAt => IsEmpty ? null : _isByAge ? First.EnqueuedAt
        : _oldestAt ??= All.Min(run => run.EnqueuedAt);

    public IEnumerable<UnreadRun> All => _chunks.SelectMany(chunk => chunk.Runs);

    /// <summary>Adds a run behind all others.</summary>
    public void Append(UnreadRun run)
    {
        NoteAge(run);
        if (_chunks.Count == 0 || _chunks[^1].Runs.Count >= UnreadChunk.Size)
        {
            AppendApart(run);
            return;
        }

        Own(_chunks.Count - 1).Runs.Add(run);
        Count(run, 1);
    }

    /// <summary>Adds a run behind all others that shares no chunk with those before it.</summary>
    public void AppendApart(UnreadRun run)
    {
        NoteAge(run);
        _chunks.Add(new UnreadChunk(new List<UnreadRun>(_chunks.Count == 0 ? 4 : UnreadChunk.Size)) { Runs = { run } });
        Count(run, 1);
    }

    /// <summary>Adds a run at its place.</summary>
    public void Insert(UnreadRun run)
    {
        (int chunk, int item) = Locate(run.First);
        if (chunk == _chunks.Count)
        {
            Append(run);
            return;
        }

        Insert(Own(chunk).Runs, item, run);
        if (_chunks[chunk].Runs.Count > 2 * UnreadChunk.Size)
            Split(chunk);
        _isByAge = false;
    }

    /// <summary>The runs of messages that were enqueued by <paramref name="end"/>, in order.</summary>
    public List<UnreadRun> EnqueuedBy(Timestamp end)
    {
        List<UnreadRun> found = [];
        foreach (UnreadRun run in All)
        {
            if (run.EnqueuedAt <= end)
                found.Add(run);
            else if (_isByAge)
                break;
        }

        return found;
    }

    /// <summary>
    /// The first of those runs at the end that were all enqueued after this time; null if there are none. Looks at no
    /// others.
    /// </summary>
    public UnreadRun? FirstBehind(Timestamp time)
    {
        UnreadRun? first = null;
        for (int chunk = _chunks.Count - 1; chunk >= 0; chunk--)
        {
            List<UnreadRun> runs = _chunks[chunk].Runs;
            for (int item = runs.Count - 1; item >= 0; item--)
            {
                if (runs[item].EnqueuedAt <= time)
                    return first;
                first = runs[item];
            }
        }

        return first;
    }

    /// <summary>
    /// Takes out the run that begins with this message, which must be here, and all behind it; answers them.
    /// </summary>
    public UnreadRuns Split(SequenceNumber first)
    {
        UnreadRuns behind = new() { _isByAge = _isByAge };
        (int chunk, int item) = Locate(first);
        if (item > 0)
        {
            List<UnreadRun> runs = Own(chunk).Runs;
            behind._chunks.Add(new UnreadChunk(runs.GetRange(item, runs.Count - item)));
            runs.RemoveRange(item, runs.Count - item);
            chunk++;
        }

        behind._chunks.AddRange(_chunks.GetRange(chunk, _chunks.Count - chunk));
        _chunks.RemoveRange(chunk, _chunks.Count - chunk);
        foreach (UnreadRun run in behind.All)
        {
            Count(run, -1);
            behind.Count(run, 1);
        }

        behind._newestAt = _newestAt;
        _newestAt = IsEmpty ? default : _chunks[^1].Runs[^1].EnqueuedAt;
        return behind;
    }

    /// <summary>What is here now: it stays as it is whatever happens to the runs.</summary>
    public UnreadCapture Capture() => new([.. _chunks.Select(chunk => chunk.Freeze())]);

    /// <summary>This message as a run of its own; null if it is not here.</summary>
    public UnreadRun? At(SequenceNumber sequence) => AtOrAfter(sequence) is { } run && run.First <= sequence
        ? run.From(sequence).Before(sequence.Plus(1))
        : null;

    /// <summary>The run that holds this message, or the first one behind it; null if there is none.</summary>
    public UnreadRun? AtOrAfter(SequenceNumber sequence)
    {
        (int chunk, int item) = Locate(sequence);
        return chunk < _chunks.Count ? _chunks[chunk].Runs[item] : null;
    }

    /// <summary>The runs from this message on; the first one may begin before it.</summary>
    public IEnumerable<UnreadRun> From(SequenceNumber sequence)
    {
        (int chunk, int item) = Locate(sequence);
        for (; chunk < _chunks.Count; chunk++, item = 0)
        {
            for (; item < _chunks[chunk].Runs.Count; item++)
                yield return _chunks[chunk].Runs[item];
        }
    }

    /// <summary>
    /// The runs with messages in front of this one, the last run first; that one may go on behind it.
    /// </summary>
    public IEnumerable<UnreadRun> Before(SequenceNumber sequence)
    {
        (int chunk, int item) = Locate(sequence);
        if (chunk < _chunks.Count && _chunks[chunk].Runs[item].First < sequence)
            yield return _chunks[chunk].Runs[item];
        while (chunk >= 0)
        {
            while (--item >= 0)
                yield return _chunks[chunk].Runs[item];
            if (--chunk >= 0)
                item = _chunks[chunk].Runs.Count;
        }
    }

    /// <summary>
    /// Takes one message out; <paramref name="length"/> is that of its content. Null if it is not here.
    /// </summary>
    public UnreadRun? Take(SequenceNumber sequence, int length)
    {
        (int chunk, int item) = Locate(sequence);
        if (chunk == _chunks.Count || _chunks[chunk].Runs[item].First > sequence)
            return null;
        UnreadRun run = _chunks[chunk].Runs[item];
        long bytes = Math.Max(0, run.Bytes - length);
        UnreadRun left = run.Before(sequence);
        UnreadRun right = run.From(sequence.Plus(1));
        long leftBytes = right.Count == 0 ? bytes : bytes * left.Count / Math.Max(1, left.Count + right.Count);
        Replace(chunk, item, run, left with { Bytes = leftBytes }, right with { Bytes = bytes - leftBytes });
        return run with { First = sequence, Count = 1, Index = run.Index + left.Count, Bytes = run.Bytes - bytes };
    }

    /// <summary>
    /// Takes out all messages from <paramref name="first"/> up to, not including, <paramref name="end"/>.
    /// </summary>
    public void Remove(SequenceNumber first, SequenceNumber end)
    {
        while (true)
        {
            (int chunk, int item) = Locate(first);
            if (chunk == _chunks.Count || _chunks[chunk].Runs[item].First >= end)
                return;
            UnreadRun run = _chunks[chunk].Runs[item];
            Replace(chunk, item, run, run.Before(first), run.From(end));
        }
    }

    private void Replace(int chunk, int item, UnreadRun old, UnreadRun left, UnreadRun right)
    {
        Count(old, -1);
        List<UnreadRun> runs = Own(chunk).Runs;
        if (left.Count == 0 && right.Count > 0)
        {
            runs[item] = right;
            Count(right, 1);
            return;
        }

        runs.RemoveAt(item);
        if (right.Count > 0)
            Insert(runs, item, right);
        if (left.Count > 0)
            Insert(runs, item, left);
        if (runs.Count == 0)
            _chunks.RemoveAt(chunk);
        else if (runs.Count > 2 * UnreadChunk.Size)
            Split(chunk);
    }

    private void Insert(List<UnreadRun> runs, int item, UnreadRun run)
    {
        runs.Insert(item, run);
        Count(run, 1);
    }

    private void NoteAge(UnreadRun run)
    {
        _isByAge = _chunks.Count == 0 || (_isByAge && run.EnqueuedAt >= _newestAt);
        _newestAt = _isByAge ? run.EnqueuedAt : _newestAt;
    }

    private void Split(int chunk)
    {
        List<UnreadRun> runs = _chunks[chunk].Runs;
        int moved = runs.Count - UnreadChunk.Size;
        _chunks.Insert(chunk + 1, new UnreadChunk(runs.GetRange(UnreadChunk.Size, moved)));
        runs.RemoveRange(UnreadChunk.Size, moved);
    }

    /// <summary>The chunk, to be changed: a copy takes the place of one that was captured.</summary>
    private UnreadChunk Own(int chunk)
    {
        if (_chunks[chunk].IsFrozen)
            _chunks[chunk] = new UnreadChunk([.. _chunks[chunk].Runs]);
        return _chunks[chunk];
    }

    private void Count(UnreadRun run, int sign)
    {
        Messages += sign * run.Count;
        Bytes += sign * run.Bytes;
        if (sign < 0 ? run.EnqueuedAt == _oldestAt : run.EnqueuedAt < _oldestAt)
            _oldestAt = null;
    }

    /// <summary>Where the first run stands that ends behind this message.</summary>
    private (int Chunk, int Item) Locate(SequenceNumber sequence) =>
        _chunks.Count > 0 && _chunks[0].Runs[0].End > sequence ? (0, 0) : Search(sequence);

    /// <remarks>Apart from <see cref="Locate"/>, which hardly ever needs the closures and so makes none.</remarks>
    private (int Chunk, int Item) Search(SequenceNumber sequence)
    {
        int low = Search(_chunks.Count, chunk => _chunks[chunk].Runs[^1].End > sequence);
        if (low == _chunks.Count)
            return (low, 0);
        List<UnreadRun> runs = _chunks[low].Runs;
        return (low, Search(runs.Count, item => runs[item].End > sequence));
    }

    private static int Search(int count, Func<int, bool> isBehind)
    {
        int low = 0;
        for (int high = count; low < high;)
        {
            int middle = (low + high) >>> 1;
            if (isBehind(middle))
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
