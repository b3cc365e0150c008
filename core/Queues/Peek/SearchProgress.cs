namespace QueueService.Queues.Peek;

/// <summary>How far a search has come whose result is read in parts.</summary>
internal sealed class SearchProgress
{
    private TimeSpan _spent;

    public SearchProgress(SearchQuery query)
    {
        Rest = query;
        Filter = new FilterMatch(query.Filter);
        Tally = new SearchTally(query.GroupBy is { } by ? new MessageGroups(by) : null);
    }

    /// <summary>What is left of the search.</summary>
    public SearchQuery Rest { get; private set; }

    public FilterMatch Filter { get; }

    /// <summary>Counted up to here; a part goes on with a copy.</summary>
    public SearchTally Tally { get; private set; }

    /// <summary>True once a part was read, which has seen the end of the log.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>True once the search has come to the end of the queue, or to its bounds.</summary>
    public bool IsOver { get; private set; }

    /// <summary>True if the search ends with a part.</summary>
    /// <param name="tally">What was counted up to the end of the part.</param>
    /// <param name="spent">How long the part took.</param>
    public bool EndsWith(SearchTally tally, TimeSpan spent) => tally.Scanned == Limits.MaxSearchMessages
        || _spent + spent >= Limits.MaxSearchTime
        || (Rest.Limit > 0 && tally.Found == Rest.Limit)
        || tally.Shown >= Limits.MaxAnswerBytes
        || tally.Groups is { IsFull: true };

    /// <summary>Notes a part.</summary>
    /// <param name="cursor">Where the next one begins; null at the end of the queue.</param>
    /// <inheritdoc cref="EndsWith"/>
    public void Pass(string? cursor, SearchTally tally, TimeSpan spent)
    {
        IsOver = cursor is null || EndsWith(tally, spent);
        HasBegun = true;
        _spent += spent;
        Tally = tally;
        Rest = Rest with { Cursor = cursor };
    }
}
