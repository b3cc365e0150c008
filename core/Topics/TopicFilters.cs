namespace QueueService.Topics;

/// <summary>Filters of MQTT against one topic at a time (MQTT 5.0, section 4.7).</summary>
internal static class TopicFilters
{
    /// <param name="filter">In the syntax of MQTT; checked before.</param>
    /// <param name="topic">Without wildcards.</param>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        // Wildcards do not take a first level that begins with '$'.
        if (topic.StartsWith('$') && (filter.StartsWith('#') || filter.StartsWith('+')))
            return false;
        while (true)
        {
            ReadOnlySpan<char> wanted = Level(filter, out ReadOnlySpan<char> laterFilter, out bool isLastOfFilter);
            if (wanted is "#")
                return true;
            ReadOnlySpan<char> level = Level(topic, out ReadOnlySpan<char> laterTopic, out bool isLastOfTopic);
            if (wanted is not "+" && !wanted.SequenceEqual(level))
                return false;

            // "a/#" takes "a", too.
            if (isLastOfTopic)
                return isLastOfFilter || laterFilter is "#";
            if (isLastOfFilter)
                return false;
            filter = laterFilter;
            topic = laterTopic;
        }
    }

    private static ReadOnlySpan<char> Level(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest, out bool isLast)
    {
        int end = text.IndexOf('/');
        isLast = end < 0;
        rest = isLast ? default : text[(end + 1)..];
        return isLast ? text : text[..end];
    }
}
