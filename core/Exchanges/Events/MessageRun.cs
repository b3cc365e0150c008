namespace QueueService.Exchanges.Events;

/// <summary>
/// Neighbours among the messages of an event: <paramref name="Count"/> from <paramref name="From"/> on.
/// </summary>
internal readonly record struct MessageRun(int From, int Count)
{
    /// <summary>Ascending places as runs.</summary>
    public static MessageRun[] Of(IReadOnlyList<int> places)
    {
        List<MessageRun> runs = [];
        foreach (int place in places)
        {
            if (runs is [.., { } last] && last.From + last.Count == place)
                runs[^1] = last with { Count = last.Count + 1 };
            else
                runs.Add(new MessageRun(place, 1));
        }

        return [.. runs];
    }
}
