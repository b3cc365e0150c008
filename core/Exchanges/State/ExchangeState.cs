using QueueService.Exchanges.Events;
using QueueService.Exchanges.Matching;
using QueueService.Exchanges.Settings;
using QueueService.Partitions;
using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Exchanges.State;

/// <summary>
/// The state of one exchange: the fold of its frames. It holds the bindings, and which copies are on their way; what
/// was published is in the frames.
/// </summary>
/// <remarks>Pure and synchronous: no clock, no I/O, no randomness.</remarks>
internal sealed class ExchangeState(PartitionId id)
{
    private readonly Dictionary<PartitionId, RunOutbox> _outboxes = [];

    public PartitionId Id { get; } = id;

    public FrameNumber LastFrame { get; set; }

    public Timestamp LastTime { get; set; }

    /// <summary>
    /// The time of the last frame, or a later one that <see cref="Advance"/> was told. Never goes back.
    /// </summary>
    public Timestamp Clock { get; private set; }

    public bool IsClosed { get; private set; }

    public ExchangeName Exchange { get; private set; }

    public ExchangeSettings Settings { get; private set; } = new() { Type = ExchangeType.Direct };

    public BindingTable Bindings { get; } = new();

    public SequenceNumber NextSequence { get; set; } = new(1);

    /// <summary>Messages that were published here, as far as they are counted.</summary>
    public long Published { get; set; }

    /// <summary>Those among them that had no route.</summary>
    public long Unroutable { get; set; }

    public IReadOnlyCollection<RunOutbox> Outboxes => _outboxes.Values;

    /// <summary>Frames that copies are taken from.</summary>
    public PendingFrames Pending { get; } = new();

    /// <summary>
    /// What was published lately, which readers of the log may not have read yet. Nothing on an exchange that has none.
    /// </summary>
    public RecentFrames Recent { get; } = new();

    /// <summary>The last message that was published to be retained, of each topic.</summary>
    public RetainedTable Retained { get; } = new();

    /// <summary>How many copies are on their way.</summary>
    public long Leaving { get; private set; }

    public RunOutbox? FindOutbox(PartitionId destination) => _outboxes.GetValueOrDefault(destination);

    /// <summary>Lets time pass.</summary>
    public void Advance(Timestamp now) => Clock = Timestamp.Max(now, Clock);

    /// <summary>Puts back what was saved.</summary>
    public void Restore(RunOutbox outbox, Func<FrameNumber, long> bytes)
    {
        _outboxes.Add(outbox.Destination, outbox);
        Leaving += outbox.Pending;
        foreach (OutboxRun run in outbox.Runs)
            Pending.Use(run.Frame, bytes(run.Frame));
    }

    /// <summary>Puts back what was saved of <see cref="Recent"/>, from the oldest to the newest.</summary>
    public void Restore(RecentFrame recent)
    {
        Pending.Use(recent.Frame, recent.Bytes);
        Recent.Add(recent);
    }

    /// <summary>Puts back what was saved of <see cref="Retained"/>; also what an event does.</summary>
    public void Retain(KeyHash topic, RetainedMessage message, long bytes)
    {
        Pending.Use(message.Frame, bytes);
        if (Retained.Set(topic, message) is { } before)
            Pending.Release(before.Frame);
    }

    /// <summary>The same of the settings; also what an event does.</summary>
    public void Configure(ExchangeName exchange, ExchangeSettings settings)
    {
        if (Exchange == default)
            Bindings.Begin(settings.Type, settings.Syntax);
        Exchange = exchange;
        Settings = settings;
    }

    /// <summary>Applies the events of the next frame. A frame that cannot follow is a broken invariant.</summary>
    public void Apply(FrameNumber number, Timestamp time, IReadOnlyList<ExchangeEvent> events)
    {
        if (number != LastFrame.Next || time < LastTime)
            throw new InvalidOperationException(
                $"Frame {number} at {time} cannot follow frame {LastFrame} at {LastTime}.");
        Advance(time);
        int index = 0;
        long bytes = events.OfType<Published>().Sum(published => published.Messages.Sum(item => (long)item.Length));
        foreach (ExchangeEvent happened in events)
        {
            if (happened is Published published)
            {
                Publish(published, number, index, bytes);
                index += published.Messages.Length;
            }
            else
            {
                Change(happened);
            }
        }

        if (Exchange == ExchangeName.Mqtt)
        {
            if (bytes > 0)
                Restore(new RecentFrame(number, time, bytes));
            while (Recent.TryTakeOld(time, out RecentFrame old))
                Pending.Release(old.Frame);
        }

        LastFrame = number;
        LastTime = time;
    }

    private void Change(ExchangeEvent happened)
    {
        switch (happened)
        {
            case ExchangeConfigured configured:
                Configure(configured.Exchange, configured.Settings);
                break;
            case ExchangeClosed:
                IsClosed = true;
                break;
            case Bound bound:
                Bindings.Add(bound.Link);
                break;
            case Unbound unbound:
                foreach (BindingId binding in unbound.Bindings)
                    Bindings.Remove(binding);
                break;
            case CopiesArrived arrived:
                Finish(_outboxes[arrived.Destination], arrived.Last);
                break;
            case Counted counted:
                Published += counted.Published;
                Unroutable += counted.Unroutable;
                break;
            default:
                throw new InvalidOperationException($"Nobody knows what {happened.Kind} does.");
        }
    }

    /// <param name="index">The place of the first message in the frame.</param>
    /// <param name="bytes">The payload of the frame.</param>
    private void Publish(Published published, FrameNumber frame, int index, long bytes)
    {
        if (published.First != NextSequence)
            throw new InvalidOperationException(
                $"Message {published.First.Value} cannot follow {NextSequence.Value - 1}.");
        NextSequence = NextSequence.Plus(published.Messages.Length);
        Retain(published, frame, index, bytes);
        foreach (Departure departure in published.Departures)
        {
            if (!_outboxes.TryGetValue(departure.Destination, out RunOutbox? outbox))
                _outboxes.Add(
                    departure.Destination, outbox = new RunOutbox(departure.Destination, departure.First));
            if (outbox.Next != departure.First)
                throw new InvalidOperationException(
                    $"Transfer {departure.First.Value} cannot follow {outbox.Next.Value - 1}.");
            foreach (MessageRun run in departure.Runs)
            {
                outbox.Add(new OutboxRun(frame, index + run.From, run.Count));
                Pending.Use(frame, bytes);
                Leaving += run.Count;
            }
        }
    }

    private void Retain(Published published, FrameNumber frame, int index, long bytes)
    {
        for (int n = 0; n < published.Messages.Length; n++)
        {
            PublishedMessage message = published.Messages[n];
            if (message.Retention == Retention.Set)
                Retain(message.RoutingKey, new RetainedMessage(frame, index + n, message.Length), bytes);
            else if (message.Retention == Retention.Clear && Retained.Clear(message.RoutingKey) is { } before)
                Pending.Release(before.Frame);
        }
    }

    private void Finish(RunOutbox outbox, TransferNumber last)
    {
        long before = outbox.Pending;
        foreach (FrameNumber frame in outbox.Finish(last))
            Pending.Release(frame);
        Leaving -= before - outbox.Pending;
    }
}
