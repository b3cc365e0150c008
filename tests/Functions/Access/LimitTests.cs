using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QueueService.Functions.Access;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Access;

/// <summary>Clients that try to wear the service out before they have shown a key.</summary>
public sealed class LimitTests(KeyedService service) : IClassFixture<KeyedService>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Connection_WhenItsHeadersNeverEnd_IsClosed()
    {
        using RawConnection connection = await RawConnection.OpenAsync(service);
        await connection.SendAsync("GET /v1/queues HTTP/1.1\r\nHost: localhost\r\n");
        string answer = await connection.ReadUntilAsync("never", Patience);
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WhenItsHeadersAreHuge_IsRefused()
    {
        using RawConnection connection = await RawConnection.OpenAsync(service);
        await connection.SendAsync($"GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {new string('a', 40_000)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431", await connection.ReadUntilAsync("\r\n\r\n", Patience), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WhenNobodyIsKnown_IsRefusedBeforeItsBodyIsRead()
    {
        using RawConnection rest = await RawConnection.OpenAsync(service);
        await rest.SendAsync("POST /v1/queues/q/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16000000\r\n\r\n{");
        Assert.StartsWith("HTTP/1.1 401", await rest.ReadUntilAsync("MissingKey", Patience), StringComparison.Ordinal);
        using RawConnection sqs = await RawConnection.OpenAsync(service);
        await sqs.SendAsync("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 16000000\r\n\r\nA");
        Assert.StartsWith("HTTP/1.1 403", await sqs.ReadUntilAsync("MissingAuthenticationToken", Patience), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /v1/queues")]
    [InlineData("GET /healthz")]
    [InlineData("GET /nothing")]
    [InlineData("GET /?Action=ListQueues")]
    public async Task Connection_WhenItBringsManyRequestsOfNobody_IsClosedAfterAFew(string request)
    {
        using RawConnection connection = await RawConnection.OpenAsync(service);
        await connection.SendAsync(string.Concat(
            Enumerable.Repeat($"{request} HTTP/1.1\r\nHost: localhost\r\n\r\n", 10 * UnknownRequests.Most)));
        string answers = await connection.ReadUntilAsync("never", Patience);
        Assert.Equal(UnknownRequests.Most, answers.Split("HTTP/1.1 ").Length - 1);
        Assert.Contains("Connection: close", answers, StringComparison.Ordinal);
    }

    [Fact]
    public void Connection_WhenItIsOpen_HoldsLittle()
    {
        KestrelServerLimits limits = service.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        SocketTransportOptions sockets = service.Services.GetRequiredService<IOptions<SocketTransportOptions>>().Value;
        Assert.All(
            [limits.MaxRequestBufferSize, limits.MaxResponseBufferSize, sockets.MaxReadBufferSize, sockets.MaxWriteBufferSize],
            bytes => Assert.Equal(64 * 1024, bytes));

        // Who does not read is cut off.
        Assert.Equal(
            (8 * 1024d, TimeSpan.FromSeconds(10)),
            (limits.MinResponseDataRate!.BytesPerSecond, limits.MinResponseDataRate.GracePeriod));
    }

    [Fact]
    public void Quota_WhenAnAddressHoldsItsMost_RefusesThatAddressUntilOneIsGone()
    {
        ConnectionQuota quota = new(2);
        IPAddress one = IPAddress.Parse("203.0.113.1");
        Assert.True(quota.TryEnter(one));
        Assert.True(quota.TryEnter(one));
        Assert.False(quota.TryEnter(one));
        Assert.True(quota.TryEnter(IPAddress.Parse("203.0.113.2")));
        quota.Leave(one);
        Assert.True(quota.TryEnter(one));
        Assert.False(quota.TryEnter(one));
    }
}
