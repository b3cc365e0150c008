using QueueService.Tests.Simulation.Service;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>What clients called, and what they were told.</summary>
internal sealed class CounterRecord
{
    private readonly HashSet<long> _taken = [];

    public List<AddCall> Adds { get; } = [];

    public List<string> Violations { get; } = [];

    /// <summary>A client was given a token.</summary>
    public void Take(long caller, bool isContentRight)
    {
        if (!_taken.Add(caller))
            Violations.Add($"Token {caller} was handed out twice.");
        if (!isContentRight)
            Violations.Add($"Token {caller} was handed out with another's content.");
    }

    /// <summary>Compares it with what is durable.</summary>
    public IEnumerable<string> Check(CounterArchive archive)
    {
        foreach (AddCall call in Adds)
        {
            int added = archive.Added(call.Caller);
            if (added > 1)
                yield return $"Token {call.Caller} was added {added} times.";
            else if (call.Verdict == Verdict.Answered && added == 0)
                yield return $"Token {call.Caller} was told to be added, and is not.";
            else if (call.Verdict == Verdict.Refused && added > 0)
                yield return $"Token {call.Caller} was refused, and is added.";
        }
    }
}
