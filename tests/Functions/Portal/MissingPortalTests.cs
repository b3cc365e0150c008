using Microsoft.AspNetCore.Http;
using QueueService.Functions.Portal;

namespace QueueService.Tests.Functions.Portal;

/// <summary>A program that was built where there was no Node; this assembly holds what such a build leaves.</summary>
public sealed class MissingPortalTests
{
    private static readonly PortalOptions NoOptions = new(null, null);
    private static readonly PortalFiles Missing = PortalFiles.Load(typeof(MissingPortalTests).Assembly);

    [Fact]
    public void Load_WhenItCouldNotBeMade_TellsWhy() => Assert.Equal("Node was not found.", Missing.WhyMissing);

    [Theory]
    [InlineData("prod", "#b3261e", """{"name":"prod","colour":"#b3261e"}""")]
    [InlineData(null, null, "{}")]
    public async Task Environment_WhenAsked_IsWhatTheConfigurationSays(string? name, string? colour, string expected)
    {
        using MemoryStream body = new();
        DefaultHttpContext context = new();
        context.Request.Method = "GET";
        context.Request.Path = "/portal/environment.json";
        context.Response.Body = body;
        PortalEndpoint portal = new(Missing, new PortalOptions(name, colour));
        await portal.InvokeAsync(context, _ => throw new InvalidOperationException("Not the portal's."));
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }

    [Theory]
    [InlineData("/portal/")]
    [InlineData("/portal/queues/orders")]
    public async Task Page_WhenItCouldNotBeMade_SaysWhy(string path)
    {
        using MemoryStream body = new();
        DefaultHttpContext context = new();
        context.Request.Method = "GET";
        context.Request.Path = path;
        context.Response.Body = body;
        await new PortalEndpoint(Missing, NoOptions).InvokeAsync(context, _ => throw new InvalidOperationException("Not the portal's."));
        Assert.Equal(200, context.Response.StatusCode);
        Assert.Contains("Node was not found.", System.Text.Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
        Assert.Equal("no-cache", context.Response.Headers.CacheControl);
    }
}
