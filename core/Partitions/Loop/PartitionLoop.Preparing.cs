using QueueService.Partitions.Commands;
using QueueService.Partitions.Drafts;
using QueueService.Partitions.State;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Partitions.Loop;

/// <content>
/// What a decision needs and does not have: unread messages that are not loaded, and the dead-letter queue. What is in
/// memory is loaded at once; all else is fetched beside the loop.
/// </content>
internal sealed partial class PartitionLoop
{
    /// <summary>A fetch brings this many messages at least, since more will be asked for soon.</summary>
    private const int FetchMessages = 100;

    /// <summary>The same of a FIFO queue, where it takes many messages to find a group that is not blocked.</summary>
    private const int FetchFifoMessages = 1_000;

    private readonly Preparer _preparer;

    /// <summary>What this turn could not decide because something must be fetched first.</summary>
    private readonly List<PartitionCommand> _lacking = [];

    /// <summary>The same from turns before, until the fetch has ended.</summary>
    private readonly List<PartitionCommand> _preparing = [];

    /// <summary>The dead-letter queue as it was just looked up, until a draft that may use it is durable.</summary>
    private DeadLetterTarget? _deadLetter;

    /// <summary>
    /// Takes up what was fetched, and decides those again that waited for it. False if the replica is too old to
    /// decide: another process has deleted a frame that it needs.
    /// </summary>
    private bool TakePrepared(PartitionState state)
    {
        Prepared? prepared;
        try
        {
            prepared = _preparer.Take();
        }
        catch (StorageUnavailableException exception)
        {
            FailPreparing(Unavailable(exception));
            return true;
        }

        if (prepared is null)
            return true;
        _batch.InsertRange(0, _preparing);
        _preparing.Clear();
        _deadLetter = prepared.DeadLetter;
        while (state.MayLoad(Bounds.Loaded)
            && state.FindUnloaded() is { } run
            && prepared.Frames.TryGetValue(run.Frame, out StoredMessage[]? messages))
        {
            if (messages is null)
                return false;
            state.Load(run, messages);
        }

        return true;
    }

    /// <summary>Begins to fetch what the commands of this turn lacked, unless a fetch is under way.</summary>
    private void Prepare(Draft draft)
    {
        if (_lacking.Count == 0)
            return;
        _preparing.AddRange(_lacking);
        _lacking.Clear();
        if (_preparer.IsBusy)
            return;
        int least = draft.State.Queue.IsFifo ? FetchFifoMessages : FetchMessages;
        int wanted = Math.Max(least, Wanted(_preparing));
        FrameNumber[] frames =
        [
            .. draft.State.UnloadedAhead(Bounds.FetchFrames, wanted).Select(run => run.Frame).Distinct(),
        ];
        _preparer.Begin(frames, draft.LacksDeadLetter ? draft.State.Settings.DeadLetter!.Queue : null);
    }

    /// <summary>
    /// Loads about as many unread messages as the receives of this batch can take, if they are in memory.
    /// </summary>
    private void LoadAhead(PartitionState state)
    {
        int wanted = Math.Min(Wanted(_batch), Bounds.FrameMessages);
        if (state.Loaded < wanted)
            LoadKnown(state, wanted);
    }

    /// <summary>Loads unread messages that are in memory, at least those of one frame; false if none are.</summary>
    private bool LoadKnown(PartitionState state, int wanted)
    {
        int enough = state.Queue.IsFifo ? Math.Max(wanted, Bounds.GroupLookAhead) : wanted;
        bool any = false;
        while ((!any || state.Loaded < enough)
            && state.MayLoad(Bounds.Loaded)
            && state.FindUnloaded() is { } run
            && Frames.Find(run.Frame) is { } contents)
        {
            state.Load(run, contents.Messages);
            any = true;
        }

        return any;
    }

    private static int Wanted(List<PartitionCommand> commands)
    {
        int wanted = 0;
        foreach (PartitionCommand command in commands)
            wanted += command.Wanted;
        return wanted;
    }

    private void FailPreparing(Exception reason)
    {
        foreach (PartitionCommand command in _preparing)
            command.Fail(reason);
        _preparing.Clear();
    }

    private static BrokerException Unavailable(StorageUnavailableException exception) =>
        new(BrokerErrorCode.StorageUnavailable, exception.Message, exception)
        {
            RetryAfter = exception.RetryAfter ?? TimeSpan.FromSeconds(1),
        };
}
