using System.Net;
using QueueService.Functions.Rest.Json;

namespace QueueService.Tests.Functions.Bounds;

public sealed class BodyBudgetTests
{
    private const long Mebibyte = 1024 * 1024;
    private const long Largest = Limits.MaxRequestBytes;

    private static readonly BodyOwner Unknown = new(null, null);
    private static readonly BodyOwner Shop = new(null, "shop");

    private readonly BodyBudget _budget = new(256 * Mebibyte);

    [Fact]
    public void Take_WhenTheUnprovenHaveTheirShare_RefusesThemAndNobodyElse()
    {
        for (int n = 0; n < 4; n++)
            _budget.Take(Unknown, 0, Largest);
        Assert.Equal(BrokerErrorCode.Overloaded, Refused(Unknown, Largest));
        _budget.Take(Unknown, 0, BodyBudget.SmallBytes);
        _budget.Take(Shop, 0, Largest);
    }

    [Fact]
    public void Take_WhenAnAddressHasItsShare_RefusesThatAddress()
    {
        BodyOwner one = new(IPAddress.Parse("203.0.113.1"), null);
        _budget.Take(one, 0, Largest);
        Assert.Equal(BrokerErrorCode.Overloaded, Refused(one, Largest));
        _budget.Take(new BodyOwner(IPAddress.Parse("203.0.113.2"), null), 0, Largest);
    }

    [Fact]
    public void Take_WhenAKeyHasItsShare_RefusesThatKey()
    {
        for (int n = 0; n < 8; n++)
            _budget.Take(Shop, 0, Largest);
        Assert.Equal(BrokerErrorCode.Overloaded, Refused(Shop, Largest));
        _budget.Take(Shop with { Key = "other" }, 0, Largest);
    }

    [Fact]
    public void Prove_WhenABodyIsKnown_LeavesItsPlaceToTheUnproven()
    {
        for (int n = 0; n < 4; n++)
            _budget.Take(Unknown, 0, Largest);
        _budget.Prove(Unknown, Shop, Largest);
        _budget.Take(Unknown, 0, Largest);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(Largest)]
    public void Return_WhenAllIsGivenBack_HoldsNothing(long bytes)
    {
        for (int n = 0; n < 100; n++)
        {
            _budget.Take(Unknown, 0, bytes / 2);
            _budget.Take(Unknown, bytes / 2, bytes);
            _budget.Prove(Unknown, Shop, bytes);
            _budget.Return(Shop, bytes);
        }

        Assert.Equal(0, _budget.Held);
    }

    [Theory]
    [InlineData("203.0.113.7", "198.51.100.1", "203.0.113.7")]
    [InlineData("10.0.0.1", "192.0.2.77, 198.51.100.1", "198.51.100.1")]
    [InlineData("127.0.0.1", "", null)]
    public void Of_WhenAProxyStandsInFront_IsWhoItsLastHopNames(string connected, string forwarded, string? owner)
    {
        Microsoft.AspNetCore.Http.DefaultHttpContext context = new();
        context.Connection.RemoteIpAddress = IPAddress.Parse(connected);
        context.Request.Headers["X-Forwarded-For"] = forwarded;
        Assert.Equal(owner, BodyOwner.Of(context).Address?.ToString());
    }

    private BrokerErrorCode Refused(BodyOwner owner, long bytes)
    {
        BrokerErrorCode code = Assert.Throws<BrokerException>(() => _budget.Take(owner, 0, bytes)).Code;
        _budget.Return(owner, bytes);
        return code;
    }
}
