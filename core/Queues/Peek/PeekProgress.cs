using QueueService.Queues.Messages;

namespace QueueService.Queues.Peek;

/// <summary>How far a page has come that is read in parts.</summary>
internal sealed class PeekProgress
{
    private readonly PeekQuery _query;
    private int _found;
    private long _shown;
    private long _read;

    public PeekProgress(PeekQuery query)
    {
        _query = query;
        Rest = query;
    }

    /// <summary>What is left of the page.</summary>
    public PeekQuery Rest { get; private set; }

    /// <summary>True once a part was read, which has seen the end of the log.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>True once the page has all that it may have.</summary>
    public bool IsOver { get; private set; }

    /// <summary>True if the page ends with a part.</summary>
    /// <param name="found">How many messages the part has.</param>
    /// <param name="shown">Bytes of their contents, as they are shown.</param>
    /// <param name="read">Bytes that were read for them.</param>
    public bool EndsWith(int found, long shown, long read) => _found + found == _query.Limit
        || _shown + shown >= Limits.MaxAnswerBytes
        || _read + read >= Limits.MaxPeekReadBytes;

    /// <summary>Notes a part.</summary>
    /// <inheritdoc cref="EndsWith"/>
    public void Pass(Page<MessageView> part, long shown, long read)
    {
        IsOver = part.Cursor is null || EndsWith(part.Items.Count, shown, read);
        HasBegun = true;
        _found += part.Items.Count;
        _shown += shown;
        _read += read;
        Rest = _query with { Cursor = part.Cursor, Limit = _query.Limit - _found };
    }
}
