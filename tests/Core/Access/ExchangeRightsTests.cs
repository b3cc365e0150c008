using QueueService.Access.Policies;

namespace QueueService.Tests.Core.Access;

/// <summary>What a policy allows on exchanges.</summary>
public sealed class ExchangeRightsTests
{
    private static readonly ExchangeName Orders = ExchangeName.Parse("orders.eu");
    private static readonly QueueName Queue = QueueName.Parse("orders");

    [Fact]
    public void Allows_WhenAnEntryNamesExchanges_IsOfThemAlone()
    {
        AccessPolicy policy = new(new PolicyStatement(
            AccessActions.Send | AccessActions.Manage, [], null, [Pattern("orders.*"), Pattern("a:?")]));
        Assert.True(policy.Allows(AccessActions.Send, Orders));
        Assert.True(policy.Allows(AccessActions.Manage, ExchangeName.Parse("a:b")));
        Assert.False(policy.Allows(AccessActions.Peek, Orders));
        Assert.False(policy.Allows(AccessActions.Send, ExchangeName.Parse("orders")));
        Assert.False(policy.Allows(AccessActions.Send, Queue));
        Assert.Equal((true, false), (policy.Sees(Orders), policy.Sees(ExchangeName.Parse("other"))));
    }

    [Fact]
    public void Allows_WhenAnEntryNamesQueuesAlone_IsNotOfExchangesOfTheName()
    {
        AccessPolicy some = new(AccessRole.Admin.On(QueuePatternOf("orders*")));
        Assert.True(some.Allows(AccessActions.Send, Queue));
        Assert.False(some.Sees(Orders));
    }

    [Fact]
    public void Allows_WhenAnEntryIsOnAllQueues_IsOfAllExchangesUnlessTheyAreNamed()
    {
        Assert.True(AccessPolicy.Everything.Allows(AccessActions.Manage, Orders));
        AccessPolicy sender = new(AccessRole.Sender.On(QueuePattern.Everything));
        Assert.Equal(
            (true, false), (sender.Allows(AccessActions.Send, Orders), sender.Allows(AccessActions.Manage, Orders)));
        AccessPolicy actions = new(new PolicyStatement(AccessActions.Peek, [QueuePattern.Everything]));
        Assert.True(actions.Sees(Orders));
        AccessPolicy named = new(AccessRole.Sender.On([QueuePattern.Everything], [Pattern("other")]));
        Assert.False(named.Sees(Orders));
        Assert.False(new AccessPolicy(AccessRole.Sender.On([QueuePattern.Everything], [])).Sees(Orders));
    }

    [Fact]
    public void Allows_WhenAnActionIsOfTheServiceOrOfQueues_IsNotOfExchanges()
    {
        AccessPolicy admin = new(AccessRole.Admin.On([], [ExchangePattern.Everything]));
        Assert.True(admin.Allows(AccessActions.OfExchanges, Orders));
        Assert.False(admin.Allows(AccessActions.Purge | AccessActions.Redrive, Orders));
        Assert.False(admin.AllowsOfService(AccessActions.Keys));
    }

    [Fact]
    public void Covers_WhenExchangesAreNamed_AsksForThemToo()
    {
        AccessPolicy queues = new(new PolicyStatement(AccessActions.Send, [QueuePattern.Everything], null, []));
        AccessPolicy both = new(new PolicyStatement(
            AccessActions.Send, [QueuePattern.Everything], null, [Pattern("orders.*")]));
        AccessPolicy one = new(new PolicyStatement(AccessActions.Send, [], null, [Pattern("orders.eu")]));
        Assert.False(queues.Covers(one));
        Assert.True(both.Covers(one));
        Assert.True(both.Covers(queues));
        Assert.False(one.Covers(both));
        Assert.False(both.Covers(new AccessPolicy(AccessRole.Sender.On(QueuePattern.Everything))));
        Assert.True(AccessPolicy.Everything.Covers(both));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public void TryParse_WhenItIsNoPattern_SaysSo(string text) => Assert.False(ExchangePattern.TryParse(text, out _));

    private static ExchangePattern Pattern(string text) =>
        ExchangePattern.TryParse(text, out ExchangePattern pattern) ? pattern : throw new FormatException(text);

    private static QueuePattern QueuePatternOf(string text) =>
        QueuePattern.TryParse(text, out QueuePattern pattern) ? pattern : throw new FormatException(text);
}
