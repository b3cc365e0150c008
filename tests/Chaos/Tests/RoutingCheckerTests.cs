using QueueService.Tests.Chaos.Record;
using QueueService.Tests.Chaos.Routing;

namespace QueueService.Tests.Chaos.Tests;

/// <summary>Every broken promise of an exchange is seen, and what is allowed is not taken for one.</summary>
public sealed class RoutingCheckerTests
{
    private const int Paid = 2;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RoutingBook _book = new();

    [Fact]
    public void Check_WhenEachQueueHasOneCopy_FindsNothing()
    {
        Bind(true, 0, 1);
        Publish("a", 2, 3, "all", "guest");
        Arrive("a", "all");
        Arrive("a", "guest");
        Assert.Empty(RoutingChecker.Check(_book));
    }

    [Fact]
    public void Check_WhenACopyIsLost_FindsIt()
    {
        Publish("a", 2, 3, "all");
        Assert.Contains("is lost there", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenACopyComesTwice_FindsIt()
    {
        Publish("a", 2, 3, "all");
        Arrive("a", "all");
        Arrive("a", "all", number: 2);
        Assert.Contains("came 2 times", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenADeliveryIsRepeated_FindsNothing()
    {
        Publish("a", 2, 3, "all");
        Arrive("a", "all");
        Arrive("a", "all");
        Assert.Empty(RoutingChecker.Check(_book));
    }

    [Fact]
    public void Check_WhenABoundQueueIsLeftOut_FindsIt()
    {
        Bind(true, 0, 1);
        Publish("a", 2, 3, "all");
        Arrive("a", "all");
        Assert.Contains("not to guest", Found(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2.5, 2.6)]
    [InlineData(1, 2.5)]
    [InlineData(2.5, 9)]
    public void Check_WhenAQueueIsBoundMeanwhile_TakesEither(double began, double ended)
    {
        Bind(true, began, ended);
        Publish("a", 2, 3, "all");
        Arrive("a", "all");
        Publish("b", 2, 3, "all", "guest");
        Arrive("b", "all");
        Arrive("b", "guest");
        Assert.Empty(RoutingChecker.Check(_book));
    }

    [Fact]
    public void Check_WhenAQueueWasUnboundBefore_FindsTheCopy()
    {
        Bind(true, 0, 0.1);
        Bind(false, 0.2, 0.3, Outcome.Refused);
        Bind(false, 0.4, 1);
        Publish("a", 2, 3, "all", "guest");
        Arrive("a", "all");
        Arrive("a", "guest");
        Assert.Contains("where nothing led it", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenAnUnbindHasNoAnswer_TakesEither()
    {
        Bind(true, 0, 0.1);
        Bind(false, 0.2, 99, Outcome.Unknown);
        Publish("a", 2, 3, "all");
        Arrive("a", "all");
        Publish("b", 2, 3, "all", "guest");
        Arrive("b", "all");
        Arrive("b", "guest");
        Assert.Empty(RoutingChecker.Check(_book));
    }

    [Fact]
    public void Check_WhenARefusedPublishComes_FindsIt()
    {
        Publish("a", 2, 3).Outcome = Outcome.Refused;
        Arrive("a", "all");
        Assert.Contains("was refused", Found(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhenNobodyPublishedIt_FindsIt()
    {
        Arrive("a", "all");
        Assert.Contains("was never published", Found(), StringComparison.Ordinal);
    }

    private string Found() => Assert.Single(RoutingChecker.Check(_book));

    private PublishCall Publish(string body, double began, double ended, params string[] queues)
    {
        PublishCall call = new(body, Paid, Start.AddSeconds(began))
        {
            Ended = Start.AddSeconds(ended),
            Outcome = Outcome.Done,
            Queues = queues,
        };
        _book.Add(call);
        return call;
    }

    private void Bind(bool isBinding, double began, double ended, Outcome outcome = Outcome.Done) =>
        _book.Add(new BindCall("guest", isBinding, Start.AddSeconds(began))
        {
            Ended = Start.AddSeconds(ended),
            Outcome = outcome,
        });

    private void Arrive(string body, string queue, long number = 1) => _book.Add(new Copy(queue, body, "id", number));
}
