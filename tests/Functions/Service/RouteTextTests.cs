using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using QueueService.Functions.Service;

namespace QueueService.Tests.Functions.Service;

public sealed class RouteTextTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/healthz", "/healthz")]
    [InlineData("/openapi/{name}.json", "/openapi/{name}.json")]
    [InlineData("/v1/queues/{queue}/messages/{messageId:guid}", "/v1/queues/{queue}/messages/{messageId}")]
    public void Of_WhenARouteHasConstraints_LeavesThemOut(string route, string text)
    {
        RouteEndpoint endpoint = new(
            _ => Task.CompletedTask, RoutePatternFactory.Parse(route), 0, EndpointMetadataCollection.Empty, null);
        Assert.Equal(text, RouteText.Of(endpoint));
    }
}
