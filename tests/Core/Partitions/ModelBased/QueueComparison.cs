using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Partitions.Messages;
using QueueService.Partitions.Settings;
using QueueService.Replication;

namespace QueueService.Tests.Core.Partitions.ModelBased;

/// <summary>Does the same with the engine and with the naive queue, and compares what they say.</summary>
internal sealed class QueueComparison
{
    private static readonly TimeSpan Retention = TimeSpan.FromSeconds(400);
    private readonly PartitionHarness _engine;
    private readonly NaiveQueue _naive;
    private readonly bool _isFifo;
    private int _ids;
    private long _version = 1;

    public QueueComparison(bool isFifo)
    {
        _isFifo = isFifo;
        _engine = new PartitionHarness(new QueueSettings { Retention = Retention }, isFifo ? "q.fifo" : "q");
        _naive = new NaiveQueue(isFifo, Retention) { Now = _engine.Now };
    }

    public void Run(IEnumerable<QueueStep> steps)
    {
        foreach (QueueStep step in steps)
        {
            Do(step);
            CompareCounts();
        }
    }

    private void Do(QueueStep step)
    {
        switch (step.Kind)
        {
            case QueueStepKind.Send:
                Send($"g{step.First % 3}", $"id{++_ids}", null);
                break;
            case QueueStepKind.SendDelayed:
                Send($"g{step.First % 3}", $"id{++_ids}", _isFifo ? null : step.Second % 20);
                break;
            case QueueStepKind.SendTwice:
                Send($"g{step.First % 3}", $"same{step.Second % 3}", null);
                break;
            case QueueStepKind.Receive or QueueStepKind.ReceiveAgain:
                Receive(1 + (step.First % 4), TimeSpan.FromSeconds(step.Second % 30));
                break;
            case QueueStepKind.Wait:
                Wait(step.First % 4 == 0 ? step.Second * 10 : step.Second);
                break;
            case QueueStepKind.Purge:
                _engine.Do(new PurgeCommand());
                _naive.Purge();
                break;
            case QueueStepKind.Expire:
                _engine.Do(new ExpireCommand());
                break;
            case QueueStepKind.Restart:
                _engine.Restart();
                break;
            case QueueStepKind.ChangeDelay:
                ChangeDelay(step.First % 3 == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(step.Second % 40));
                break;
            default:
                DoWithReceipt(step);
                break;
        }
    }

    private void Send(string group, string id, double? delay)
    {
        SentItem sent = _engine.Do(HarnessCommands.Sending(
            _isFifo ? "q.fifo" : "q", HarnessCommands.Message("body", group, id, delay)))[0];
        TimeSpan hidden = _isFifo ? _naive.Delay : TimeSpan.FromSeconds(delay ?? 0);
        Assert.Equal(_naive.Send(group, id, hidden), sent.Sequence.Value);
    }

    /// <summary>
    /// On a FIFO queue: on a standard one messages that were sent without a delay of their own have another from then
    /// on, which says nothing about those that are there.
    /// </summary>
    private void ChangeDelay(TimeSpan delay)
    {
        if (!_isFifo)
            return;
        _engine.Do(new ConfigureCommand(
            QueueName.Parse("q.fifo"), ++_version, new QueueSettings { Retention = Retention, Delay = delay }));
        _naive.SetDelay(delay);
    }

    /// <summary>
    /// On a standard queue the order is that of the model; on a FIFO queue groups take turns, so only what each group
    /// may bring is.
    /// </summary>
    private void Receive(int max, TimeSpan timeout)
    {
        List<NaiveMessage> expected = _naive.Receivable();
        IReadOnlyList<Delivery> received = _engine.Receive(max, timeout.TotalSeconds);
        Assert.Equal(Math.Min(max, expected.Count), received.Count);
        long[] numbers = [.. received.Select(delivery => delivery.Sequence.Value)];
        if (_isFifo)
        {
            foreach (IGrouping<string, NaiveMessage> group in expected.GroupBy(message => message.Group))
            {
                long[] ofGroup = [.. numbers.Where(number => group.Any(message => message.Number == number))];
                Assert.Equal(group.Take(ofGroup.Length).Select(message => message.Number), ofGroup);
            }
        }
        else
        {
            Assert.Equal(expected.Take(max).Select(message => message.Number), numbers);
        }

        foreach (Delivery delivery in received)
        {
            _naive.Deliver(delivery.Sequence.Value, timeout);
            Assert.Equal(_naive.Receipts[^1].Count, delivery.ReceiveCount);
            Assert.Equal(_naive.Now + timeout, delivery.VisibleAt);
        }
    }

    private void DoWithReceipt(QueueStep step)
    {
        if (_naive.Receipts.Count == 0)
            return;
        bool isStale = step.Kind == QueueStepKind.AcknowledgeStale;
        (long number, int count) = _naive.Receipts[step.First % _naive.Receipts.Count];
        Receipt[] receipt = [new Receipt(new SequenceNumber(number), isStale ? count + 1 : count)];
        NaiveMessage? held = _naive.Held((number, isStale ? count + 1 : count));
        TimeSpan time = TimeSpan.FromSeconds(step.Second % 15);
        ReceiptCommand command = step.Kind switch
        {
            QueueStepKind.Extend => new ExtendCommand(receipt, [time]),
            QueueStepKind.Release => new ReleaseCommand(receipt, time),
            _ => new AcknowledgeCommand(receipt),
        };
        Assert.Equal(held is not null, _engine.Do(command)[0] == ReceiptHold.Held);
        if (held is null)
            return;
        if (command is AcknowledgeCommand)
            _naive.Remove(held);
        else
            _naive.Hold(held, command is ExtendCommand, time);
    }

    private void Wait(double seconds)
    {
        _engine.Wait(seconds);
        _naive.Now = _engine.Now;
        _naive.Expire();
    }

    /// <summary>Counts agree with the clock, whether what has expired was taken out already or not.</summary>
    private void CompareCounts()
    {
        AssertCounts();
        _engine.Do(new ExpireCommand());
        AssertCounts();
    }

    private void AssertCounts()
    {
        PartitionStats stats = _engine.Do(new StatsCommand());
        Assert.Equal(_naive.Counts, (stats.Visible, stats.InFlight, stats.Delayed));
        Assert.Equal(
            (stats.Visible, stats.InFlight, stats.Delayed),
            (Peeked(PeekState.Visible), Peeked(PeekState.InFlight), Peeked(PeekState.Delayed)));
    }

    private int Peeked(PeekState state) => _engine.Do(new PeekCommand(state, default, 10_000)).Count;
}
