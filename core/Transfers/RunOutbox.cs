using QueueService.Storage;

namespace QueueService.Transfers;

/// <summary>
/// The same as <see cref="Outbox{TItem}"/> for a partition whose items go to many destinations at once: it keeps runs
/// of items, so that what it costs does not grow with the number of items; part of the fold.
/// </summary>
internal sealed class RunOutbox(PartitionId destination, TransferNumber next)
{
    private readonly LinkedList<OutboxRun> _runs = new();

    public PartitionId Destination { get; } = destination;

    /// <summary>
    /// The number of the next item that begins its way. Never goes back, even when the outbox is empty.
    /// </summary>
    public TransferNumber Next { get; private set; } = next;

    /// <summary>How many items are on their way.</summary>
    public long Pending { get; private set; }

    public TransferNumber FirstPending => new(Next.Value - Pending);

    public IReadOnlyCollection<OutboxRun> Runs => _runs;

    public void Add(OutboxRun run)
    {
        _runs.AddLast(run);
        Pending += run.Count;
        Next = Next.Plus(run.Count);
    }

    /// <summary>The first runs, which have as many items as this at most.</summary>
    public IReadOnlyList<OutboxRun> Take(int most)
    {
        List<OutboxRun> taken = [];
        foreach (OutboxRun run in _runs)
        {
            int count = Math.Min(run.Count, most);
            if (count == 0)
                break;
            taken.Add(run with { Count = count });
            most -= count;
        }

        return taken;
    }

    /// <summary>Forgets the items up to this number; answers the frames that one run fewer is about.</summary>
    public IReadOnlyList<FrameNumber> Finish(TransferNumber last)
    {
        List<FrameNumber> ended = [];
        while (_runs.First is { } first && FirstPending <= last)
        {
            OutboxRun run = first.Value;
            int count = (int)Math.Min(run.Count, last.Value - FirstPending.Value + 1);
            Pending -= count;
            if (count < run.Count)
            {
                first.Value = new OutboxRun(run.Frame, run.From + count, run.Count - count);
                continue;
            }

            _runs.RemoveFirst();
            ended.Add(run.Frame);
        }

        return ended;
    }
}
