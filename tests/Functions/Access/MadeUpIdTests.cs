using QueueService.Access;

namespace QueueService.Tests.Functions.Access;

/// <summary>Made-up ids in numbers; a service of its own, because all tests come from one address.</summary>
public sealed class MadeUpIdTests(KeyedService service) : IClassFixture<KeyedService>
{
    [Fact]
    public async Task Refusals_WhenMadeUpIdsFlood_OfProvenKeysAreWrittenDownAllTheSame()
    {
        ShownKey viewer = await service.NewKeyOfRoleAsync("viewer");
        for (int n = 0; n < 3 * FailureThrottle.MostPerMinute; n++)
            await service.CallAsync(new ShownKey($"madeup{n}", "wrong"), "GET", "/v1/queues");
        await service.RefusedAsync(403, "AccessDenied", viewer, "DELETE", "/v1/queues/orders");
        Assert.Single(service.Lines.Of("QueueService.Audit", "AccessDenied"));
        Assert.Contains(viewer.Id, service.Lines.Of("QueueService.Audit", "AccessDenied")[0], StringComparison.Ordinal);
    }
}
