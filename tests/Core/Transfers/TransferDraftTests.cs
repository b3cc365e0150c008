using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Core.Transfers;

public sealed class TransferDraftTests
{
    private static readonly PartitionId Other = new(2, 0);
    private readonly Inbox _inbox = new();
    private readonly TransferDraft _draft;

    public TransferDraftTests() => _draft = new TransferDraft(_inbox, _ => new TransferNumber(4));

    [Fact]
    public void Depart_WhenSeveralSetOut_NumbersThemOn()
    {
        Assert.Equal(new TransferNumber(4), _draft.Depart(Other, 3));
        Assert.Equal(new TransferNumber(7), _draft.Depart(Other, 1));
        Assert.Equal(new TransferNumber(4), _draft.Depart(new PartitionId(3, 0), 1));
    }

    [Theory]
    [InlineData(1, 5, ArrivalOrder.Taken)]
    [InlineData(1, 6, ArrivalOrder.Next)]
    [InlineData(6, 1, ArrivalOrder.Next)]
    [InlineData(7, 1, ArrivalOrder.Ahead)]
    public void Compare_WhenFiveWereTaken_TellsWhatIsNew(int first, int count, object order)
    {
        _inbox.Take(Other, new TransferNumber(5));
        Assert.Equal(order, _draft.Compare(Other, new TransferNumber(first), count, default));
    }

    [Fact]
    public void Compare_WhenTheDraftHasTakenSome_CountsThem()
    {
        _draft.Take(Other, new TransferNumber(2));
        Assert.Equal(ArrivalOrder.Taken, _draft.Compare(Other, new TransferNumber(1), 2, default));
        Assert.Equal(new TransferNumber(2), _draft.LastTaken(Other));
        Assert.Equal(default, _inbox.LastTaken(Other));
    }

    [Fact]
    public void Compare_WhenTheSourceMayHaveBeenForgotten_CannotTell()
    {
        _inbox.Take(Other, new TransferNumber(5));
        _inbox.Retire(Other, new FrameNumber(9));
        TransferNumber first = new(1);
        Assert.Equal(ArrivalOrder.Forgotten, _draft.Compare(Other, first, 1, seen: new FrameNumber(8)));
        Assert.Equal(ArrivalOrder.Next, _draft.Compare(Other, first, 1, seen: new FrameNumber(9)));
    }
}
