using System.Net;
using QueueService.Tests.Functions.Access;

namespace QueueService.Tests.Functions.Portal;

/// <summary>The portal of a service that asks for keys.</summary>
public sealed class KeyedPortalTests(KeyedService service) : IClassFixture<KeyedService>
{
    [Fact]
    public async Task Page_WhenNoKeyIsShown_IsThereAndItsCallsAreNot()
    {
        using HttpResponseMessage page = await service.Http.GetAsync(new Uri("/portal/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await service.RefusedAsync(401, "MissingKey", key: null, "GET", "/v1/queues");
    }
}
