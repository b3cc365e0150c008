using QueueService.Partitions;
using QueueService.Partitions.State;

namespace QueueService.Tests.Core.Partitions.State;

public sealed class StandardOrderTests
{
    private static readonly SequenceNumber End = new(long.MaxValue);
    private const long QueueDraft = 7;
    private readonly OrderHarness _messages = new(new StandardOrder());

    [Fact]
    public void Next_WhenMessagesCameBack_GivesThemBySequenceBeforeUnreadOnes()
    {
        Load(1, 6);
        foreach (long sequence in new long[] { 1, 2, 3 })
            _messages.Deliver(sequence);
        _messages.Return(3);
        _messages.Return(1);
        Assert.Equal([1, 3, 4, 5, 6], _messages.Offered());
    }

    [Fact]
    public void Next_WhenTheDraftHasClaimedMessages_GivesTheOthers()
    {
        Load(1, 4);
        _messages.Deliver(1);
        _messages.Return(1);
        _messages[1].Claim = QueueDraft;
        _messages[3].Claim = QueueDraft;
        _messages[4].Claim = QueueDraft - 1;
        DeliveryCursor cursor = Walk();
        Assert.Equal([2, 4], _messages.Receive(cursor, QueueDraft));
    }

    [Fact]
    public void Begin_WhenAReceiveLeftWhatItWasShown_ShowsItToTheNext()
    {
        Load(1, 5);
        DeliveryCursor cursor = Walk();
        cursor.Begin();
        Assert.Equal(1, cursor.Next()!.Sequence.Value);
        MessageEntry second = cursor.Next()!;
        second.Claim = QueueDraft;
        Assert.Equal([1, 3], _messages.Receive(cursor, QueueDraft, max: 2));
        Assert.Equal([4, 5], _messages.Receive(cursor, QueueDraft));
        Assert.Empty(_messages.Receive(cursor, QueueDraft));
    }

    [Fact]
    public void Servable_WhenMessagesComeAndGo_TellsWhetherThereAreAny()
    {
        Assert.Equal(0, _messages.Order.Servable);
        Load(1, 2);
        Assert.True(_messages.Order.Servable > 0);
        _messages.Deliver(1);
        _messages.Deliver(2);
        Assert.Equal(0, _messages.Order.Servable);
        _messages.Return(2);
        Assert.True(_messages.Order.Servable > 0);
        _messages.Deliver(2);
        Assert.Equal(0, _messages.Order.Servable);
    }

    [Fact]
    public void Unready_WhenThousandsWereTaken_KeepsTheRest()
    {
        const int Count = 5_000;
        Load(1, Count);
        for (long sequence = 1; sequence <= Count - 3; sequence++)
            _messages.Deliver(sequence);
        Load(Count + 1, Count + 2);
        Assert.Equal([Count - 2, Count - 1, Count, Count + 1, Count + 2], _messages.Offered());
    }

    [Fact]
    public void Steps_WhenTheyAreRandom_OfferWhatASortedListWould()
    {
        Random random = new(20300101);
        List<long> fresh = [];
        SortedSet<long> returned = [];
        List<long> inFlight = [];
        long last = 0;
        for (int step = 0; step < 20_000; step++)
        {
            int kind = random.Next(5);
            if (kind <= 1)
            {
                _messages.Load(++last);
                fresh.Add(last);
            }
            else if (kind == 2 && fresh.Count + returned.Count > 0)
            {
                long[] ready = [.. returned, .. fresh];
                long taken = ready[random.Next(Math.Min(20, ready.Length))];
                _messages.Deliver(taken);
                inFlight.Add(taken);
                if (!returned.Remove(taken))
                    fresh.Remove(taken);
            }
            else if (inFlight.Count > 0)
            {
                long sequence = inFlight[random.Next(inFlight.Count)];
                inFlight.Remove(sequence);
                if (kind == 3)
                    _messages.Return(sequence);
                else
                    _messages.Remove(sequence);
                if (kind == 3)
                    returned.Add(sequence);
            }

            if (step % 100 == 0)
                Assert.Equal([.. returned, .. fresh], _messages.Offered());
        }
    }

    private void Load(long first, long last)
    {
        for (long sequence = first; sequence <= last; sequence++)
            _messages.Load(sequence);
    }

    private DeliveryCursor Walk() => _messages.Order.Walk(QueueDraft, End, End);
}
