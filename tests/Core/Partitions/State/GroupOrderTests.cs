using QueueService.Partitions;
using QueueService.Partitions.State;

namespace QueueService.Tests.Core.Partitions.State;

public sealed class GroupOrderTests
{
    private static readonly SequenceNumber End = new(long.MaxValue);
    private const long QueueDraft = 7;
    private readonly OrderHarness _messages = new(new GroupOrder());

    [Fact]
    public void Next_WhenGroupsAreMixed_GivesOneGroupInOrderBeforeTheNext()
    {
        Load("abab");
        Assert.Equal([1, 3, 2, 4], _messages.Offered());
    }

    [Fact]
    public void Next_WhenTheFirstOfAGroupIsInFlight_GivesOnlyOtherGroups()
    {
        Load("abab");
        _messages.Deliver(1);
        Assert.Equal([2, 4], _messages.Offered());
        _messages.Deliver(2);
        Assert.Empty(_messages.Offered());
        Assert.Equal(0, _messages.Order.Servable);
        _messages.Remove(1);
        Assert.Equal([3], _messages.Offered());
    }

    [Fact]
    public void Next_WhenALaterOneOfAGroupIsInFlight_StopsThere()
    {
        Load("aaa");
        _messages.Deliver(2);
        Assert.Equal([1], _messages.Offered());
    }

    [Fact]
    public void Next_WhenAMessageCameBack_GivesItBeforeThoseBehindIt()
    {
        Load("aaa");
        _messages.Deliver(1);
        _messages.Deliver(2);
        _messages.Return(2);
        Assert.Empty(_messages.Offered());
        _messages.Return(1);
        Assert.Equal([1, 2, 3], _messages.Offered());
    }

    [Fact]
    public void Next_WhenAGroupWasServed_GivesTheOtherGroupsTheirTurn()
    {
        Load("abcaa");
        _messages.Deliver(1);
        _messages.Remove(1);
        Assert.Equal([2, 3, 4, 5], _messages.Offered());
    }

    [Fact]
    public void Add_WhenAnEarlierMessageIsLoadedLate_PutsItInItsPlace()
    {
        _messages.Load(5, "a");
        _messages.Load(3, "a");
        _messages.Load(4, "a");
        Assert.Equal([3, 4, 5], _messages.Offered());
    }

    [Fact]
    public void Walk_WhenMessagesAreNotLoaded_StopsBeforeThem()
    {
        Load("abab");
        Assert.Equal([1, 2], _messages.Offered(unloaded: 3));
    }

    [Fact]
    public void Begin_WhenTheDraftClaimedFromAGroup_GivesTheNextReceiveOtherGroups()
    {
        Load("aabb");
        DeliveryCursor cursor = _messages.Order.Walk(QueueDraft, End, End);
        Assert.Equal([1], _messages.Receive(cursor, QueueDraft, max: 1));
        Assert.Equal([3], _messages.Receive(cursor, QueueDraft, max: 1));
        Assert.Empty(_messages.Receive(cursor, QueueDraft));
    }

    [Fact]
    public void Begin_WhenAReceiveClaimedNothing_ShowsTheSameAgain()
    {
        Load("ab");
        DeliveryCursor cursor = _messages.Order.Walk(QueueDraft, End, End);
        cursor.Begin();
        Assert.NotNull(cursor.Next());
        Assert.Equal([1, 2], _messages.Receive(cursor, QueueDraft));
    }

    [Fact]
    public void Steps_WhenTheyAreRandom_OfferTheReadyBeginningOfEachGroup()
    {
        Random random = new(20300101);
        SortedDictionary<long, char> groups = [];
        HashSet<long> inFlight = [];
        long last = 0;
        for (int step = 0; step < 5_000; step++)
        {
            int kind = random.Next(5);
            if (kind <= 1 && groups.Count < 200)
            {
                char group = (char)('a' + random.Next(12));
                _messages.Load(++last, $"{group}");
                groups.Add(last, group);
            }
            else if (kind == 2 && _messages.Offered() is { Length: > 0 } offered)
            {
                long taken = offered[random.Next(offered.Length)];
                _messages.Deliver(taken);
                inFlight.Add(taken);
            }
            else if (inFlight.Count > 0)
            {
                long sequence = inFlight.ElementAt(random.Next(inFlight.Count));
                inFlight.Remove(sequence);
                if (kind == 3)
                    _messages.Return(sequence);
                else
                    Remove(sequence, groups);
            }

            IEnumerable<long> expected = groups.GroupBy(entry => entry.Value, entry => entry.Key)
                .SelectMany(group => group.TakeWhile(sequence => !inFlight.Contains(sequence)));
            long[] found = _messages.Offered();
            Assert.Equal(expected.Order(), found.Order());
            Assert.Equal(found.Length > 0, _messages.Order.Servable > 0);
            Assert.All(
                found.GroupBy(sequence => groups[sequence]),
                group => Assert.Equal(group.Order(), group));
        }
    }

    private void Remove(long sequence, SortedDictionary<long, char> groups)
    {
        _messages.Remove(sequence);
        groups.Remove(sequence);
    }

    /// <summary>A message for each letter, which names its group.</summary>
    private void Load(string groups)
    {
        for (int n = 0; n < groups.Length; n++)
            _messages.Load(n + 1, groups[n..(n + 1)]);
    }
}
