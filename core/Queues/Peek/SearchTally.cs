namespace QueueService.Queues.Peek;

/// <summary>What a search has counted so far.</summary>
/// <param name="groups">Null if nothing is to be counted by what messages have in common.</param>
internal sealed class SearchTally(MessageGroups? groups)
{
    public MessageGroups? Groups => groups;

    /// <summary>Messages that were looked at.</summary>
    public int Scanned { get; set; }

    /// <summary>Those that are meant.</summary>
    public int Matched { get; set; }

    /// <summary>Those that are shown.</summary>
    public int Found { get; set; }

    /// <summary>Bytes of their contents, as they are shown.</summary>
    public long Shown { get; set; }

    public SearchTally Copy() => new(groups?.Copy())
    {
        Scanned = Scanned,
        Matched = Matched,
        Found = Found,
        Shown = Shown,
    };
}
