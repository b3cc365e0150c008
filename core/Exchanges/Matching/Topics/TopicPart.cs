namespace QueueService.Exchanges.Matching.Topics;

/// <summary>The parts of a tree of topics, from its root on.</summary>
internal enum TopicPart
{
    /// <summary>The words of a pattern from its start, up to the first <c>#</c>.</summary>
    Start = 1,

    /// <summary>The words of a pattern from its end, back to the last <c>#</c>.</summary>
    End,

    /// <summary>One of the words between the first and the last <c>#</c>.</summary>
    Middle,

    Leaf,
}
