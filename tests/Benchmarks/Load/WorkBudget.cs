using System.Diagnostics;

namespace QueueService.Benchmarks.Load;

/// <summary>What the connections of a phase share out among themselves: a number of messages, or a time.</summary>
internal sealed class WorkBudget
{
    private readonly long _messages;
    private readonly long _deadline;
    private long _claimed;

    private WorkBudget(long messages, long deadline)
    {
        _messages = messages;
        _deadline = deadline;
    }

    public static WorkBudget OfMessages(long messages) => new(messages, long.MaxValue);

    public static WorkBudget OfTime(TimeSpan time) =>
        new(long.MaxValue, Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));

    /// <summary>Claims whole batches only; <paramref name="first"/> numbers the messages of the phase from 0.</summary>
    public bool TryClaim(int batch, out long first)
    {
        first = Interlocked.Add(ref _claimed, batch) - batch;
        return first <= _messages - batch && Stopwatch.GetTimestamp() < _deadline;
    }
}
