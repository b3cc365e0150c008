namespace QueueService.Tests.Core.Exchanges;

public sealed class ExchangeNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Orders.v1:eu_west-2")]
    [InlineData("amq")]
    [InlineData("AMQ.x")]
    [InlineData("x.amq.")]
    public void Parse_WhenItIsAName_IsIt(string text)
    {
        Assert.Equal(text, ExchangeName.Parse(text).Value);
        Assert.True(ExchangeName.TryParse(text, out ExchangeName name));
        Assert.Equal(ExchangeName.Parse(text), name);
        Assert.True(ExchangeName.MayBeginWith(text));
    }

    [Theory]
    [InlineData(null, BrokerErrorCode.InvalidExchangeName)]
    [InlineData("", BrokerErrorCode.InvalidExchangeName)]
    [InlineData("a b", BrokerErrorCode.InvalidExchangeName)]
    [InlineData("a/b", BrokerErrorCode.InvalidExchangeName)]
    [InlineData("é", BrokerErrorCode.InvalidExchangeName)]
    [InlineData("amq.direct", BrokerErrorCode.ReservedName)]
    [InlineData("amq.", BrokerErrorCode.ReservedName)]
    [InlineData("amq.é", BrokerErrorCode.InvalidExchangeName)]
    public void Parse_WhenItIsNone_SaysWhy(string? text, BrokerErrorCode code)
    {
        Assert.Equal(code, Assert.Throws<BrokerException>(() => ExchangeName.Parse(text)).Code);
        Assert.False(ExchangeName.TryParse(text, out _));
    }

    [Fact]
    public void Parse_WhenItHasTheMostCharacters_IsAName()
    {
        string longest = new('x', Limits.MaxExchangeNameLength);
        Assert.Equal(longest, ExchangeName.Parse(longest).ToString());
        Assert.Throws<BrokerException>(() => ExchangeName.Parse(longest + "x"));
        Assert.False(ExchangeName.MayBeginWith(longest + "x"));
        Assert.False(ExchangeName.MayBeginWith("a/"));
        Assert.Throws<InvalidOperationException>(() => default(ExchangeName).Value);
    }
}
