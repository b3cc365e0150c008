using System.Diagnostics.Metrics;

namespace QueueService.Replication.Loop;

/// <summary>
/// Tells what the turns of the commit loops were like, so that a slow queue can be explained: whether commands waited
/// for their turn, how many shared a frame, what was read from the log, and which doubts there were. The instruments
/// are those of the process, tagged with the kind of machine, and cost nothing while nobody listens.
/// </summary>
internal sealed class TurnMeter(TimeProvider time, string kind)
{
    private static readonly Meter Instruments = new(Meters.Name);

    private static readonly Histogram<double> Waits = Instruments.CreateHistogram<double>(
        "queue.mailbox.wait", "s", "How long the first command of a turn had waited for it.");

    private static readonly Histogram<long> Commands = Instruments.CreateHistogram<long>(
        "queue.commit.commands", "{command}", "Commands that one frame carried out.");

    private static readonly Counter<long> Deferred = Instruments.CreateCounter<long>(
        "queue.commands.deferred", "{command}", "Commands that had to be decided again in the next turn.");

    private static readonly Histogram<double> Fetches = Instruments.CreateHistogram<double>(
        "queue.fetch.duration", "s", "Time until what decisions lacked was fetched.");

    private static readonly Counter<long> FetchedFrames = Instruments.CreateCounter<long>(
        "queue.fetch.frames", "{frame}", "Frames that were fetched because a decision lacked what is in them.");

    private static readonly Histogram<double> Replays = Instruments.CreateHistogram<double>(
        "queue.replay.duration", "s", "Time until a partition was opened from what is stored.");

    private static readonly Counter<long> ReplayedFrames = Instruments.CreateCounter<long>(
        "queue.replay.frames", "{frame}", "Frames that were read to open partitions.");

    private static readonly UpDownCounter<long> Waiting = Instruments.CreateUpDownCounter<long>(
        "queue.receives.waiting", "{receive}", "Commands that wait, such as receives for messages.");

    private readonly KeyValuePair<string, object?> _kind = Meters.Tag(kind);

    /// <summary>A time stamp for the other methods; 0 while nobody listens.</summary>
    public long Begin() => Waits.Enabled ? time.GetTimestamp() : 0;

    /// <param name="posted">When the first command of the turn was posted, by <see cref="Begin"/>.</param>
    public void Waited(long posted) => Record(Waits, posted);

    public void Committed(int commands) => Commands.Record(commands, _kind);

    public void Defer(int commands)
    {
        if (commands > 0)
            Deferred.Add(commands, _kind);
    }

    public void Fetched(long begin, int frames)
    {
        Record(Fetches, begin);
        FetchedFrames.Add(frames, _kind);
    }

    public void Replayed(long begin, int frames)
    {
        Record(Replays, begin);
        ReplayedFrames.Add(frames, _kind);
    }

    /// <param name="change">How many more wait than before; negative if fewer do.</param>
    public void WaitingChanged(int change)
    {
        if (change != 0)
            Waiting.Add(change, _kind);
    }

    private void Record(Histogram<double> histogram, long begin)
    {
        if (begin != 0)
            histogram.Record(time.GetElapsedTime(begin).TotalSeconds, _kind);
    }
}
