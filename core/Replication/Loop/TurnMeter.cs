using System.Diagnostics.Metrics;

namespace QueueService.Replication.Loop;

/// <summary>
/// Tells what the turns of the commit loops were like, so that a slow queue can be explained: whether commands waited
/// for their turn, how many shared a frame, what was read from the log, and which doubts there were. The instruments
/// are those of the process and cost nothing while nobody listens.
/// </summary>
internal static class TurnMeter
{
    private static readonly Meter Instruments = new(CommitMeter.Name);

    private static readonly Histogram<double> Waits = Instruments.CreateHistogram<double>(
        "queue.mailbox.wait", "s", "How long the first command of a turn had waited for it.");

    private static readonly Histogram<long> Commands = Instruments.CreateHistogram<long>(
        "queue.commit.commands", "{command}", "Commands that one frame carried out.");

    private static readonly Counter<long> Deferred = Instruments.CreateCounter<long>(
        "queue.commands.deferred", "{command}", "Commands that had to be decided again in the next turn.");

    private static readonly Counter<long> Doubts = Instruments.CreateCounter<long>(
        "queue.commit.doubts", "{commit}", "Commits of which the store did not say at once what became of them.");

    private static readonly Histogram<double> Fetches = Instruments.CreateHistogram<double>(
        "queue.fetch.duration", "s", "Time until unread messages that were not in memory were fetched.");

    private static readonly Counter<long> FetchedFrames = Instruments.CreateCounter<long>(
        "queue.fetch.frames", "{frame}", "Frames that were fetched because their messages were not in memory.");

    private static readonly Histogram<double> Replays = Instruments.CreateHistogram<double>(
        "queue.replay.duration", "s", "Time until a partition was opened from what is stored.");

    private static readonly Counter<long> ReplayedFrames = Instruments.CreateCounter<long>(
        "queue.replay.frames", "{frame}", "Frames that were read to open partitions.");

    private static readonly UpDownCounter<long> Waiting = Instruments.CreateUpDownCounter<long>(
        "queue.receives.waiting", "{receive}", "Receives that wait for messages.");

    /// <summary>A time stamp for the other methods; 0 while nobody listens.</summary>
    public static long Begin(TimeProvider time) => Waits.Enabled ? time.GetTimestamp() : 0;

    /// <param name="posted">When the first command of the turn was posted, by <see cref="Begin"/>.</param>
    public static void Waited(TimeProvider time, long posted) => Record(Waits, time, posted);

    public static void Committed(int commands) => Commands.Record(commands);

    public static void Defer(int commands)
    {
        if (commands > 0)
            Deferred.Add(commands);
    }

    /// <param name="isSettled">False if it stays unknown what became of the commit.</param>
    public static void Doubt(bool isSettled) =>
        Doubts.Add(1, new KeyValuePair<string, object?>("outcome", isSettled ? "settled" : "unknown"));

    public static void Fetched(TimeProvider time, long begin, int frames)
    {
        Record(Fetches, time, begin);
        FetchedFrames.Add(frames);
    }

    public static void Replayed(TimeProvider time, long begin, int frames)
    {
        Record(Replays, time, begin);
        ReplayedFrames.Add(frames);
    }

    /// <param name="change">How many more wait than before; negative if fewer do.</param>
    public static void WaitingChanged(int change)
    {
        if (change != 0)
            Waiting.Add(change);
    }

    private static void Record(Histogram<double> histogram, TimeProvider time, long begin)
    {
        if (begin != 0)
            histogram.Record(time.GetElapsedTime(begin).TotalSeconds);
    }
}
