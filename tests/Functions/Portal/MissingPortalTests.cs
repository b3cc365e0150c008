using Microsoft.AspNetCore.Http;
using QueueService.Functions.Portal;

namespace QueueService.Tests.Functions.Portal;

/// <summary>A program that was built where there was no Node; this assembly holds what such a build leaves.</summary>
public sealed class MissingPortalTests
{
    private static readonly PortalFiles Missing = PortalFiles.Load(typeof(MissingPortalTests).Assembly);

    [Fact]
    public void Load_WhenItCouldNotBeMade_TellsWhy() => Assert.Equal("Node was not found.", Missing.WhyMissing);

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
        await new PortalEndpoint(Missing).InvokeAsync(context, _ => throw new InvalidOperationException("Not the portal's."));
        Assert.Equal(200, context.Response.StatusCode);
        Assert.Contains("Node was not found.", System.Text.Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
        Assert.Equal("no-cache", context.Response.Headers.CacheControl);
    }
}
