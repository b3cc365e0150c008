using System.Text;

namespace QueueService.Tests.Functions.Access;

/// <summary>Headers that only the platform may set, sent to a service that is not behind it.</summary>
public sealed class SpoofTests(KeyedService service) : IClassFixture<KeyedService>
{
    [Fact]
    public async Task Call_WhenAClientNamesItself_IsMissingAKey()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/v1/queues/spoofed", UriKind.Relative));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", Convert.ToBase64String(Encoding.UTF8.GetBytes("{}")));
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL-ID", "admin");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using HttpResponseMessage response = await service.Http.SendAsync(request);
        Assert.Equal(401, (int)response.StatusCode);
        Assert.Contains("from 127.0.0.1:", Assert.Single(service.Lines.Of("QueueService.Audit", "on spoofed")), StringComparison.Ordinal);
    }
}
