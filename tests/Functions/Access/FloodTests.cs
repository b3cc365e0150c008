using System.Net.Http.Headers;
using QueueService.Access;

namespace QueueService.Tests.Functions.Access;

/// <summary>Wrong keys in numbers; a service of its own, because all tests come from one address.</summary>
public sealed class FloodTests(KeyedService service) : IClassFixture<KeyedService>
{
    [Fact]
    public async Task Call_WhenWrongKeysFlood_IsThrottledAndTheRightKeyStillWorks()
    {
        ShownKey key = await service.NewKeyOfRoleAsync("viewer");
        ShownKey wrong = key with { Secret = "wrong" };
        for (int n = 0; n < FailureThrottle.MostPerMinute; n++)
            await service.CallAsync(wrong, "GET", "/v1/queues");
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/v1/queues", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"{wrong.Id}.{wrong.Secret}");
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Equal(429, (int)response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.True(response.Headers.ConnectionClose);
        await service.OkAsync(key, "GET", "/v1/queues");
        await service.RefusedAsync(429, "TooManyFailures", new ShownKey("other", "wrong"), "GET", "/v1/queues");
        await service.OkAsync(KeyedService.Admin, "GET", "/v1/queues");
        Assert.InRange(service.Lines.Of("QueueService.Audit", "InvalidKey").Length, 1, FailureThrottle.MostPerMinute);
        Assert.Single(service.Lines.Of("QueueService.Audit", "Further refusals"));
    }
}
