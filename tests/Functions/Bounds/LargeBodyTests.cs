using QueueService.Tests.Functions.Http;
using QueueService.Tests.Functions.Http.Local;

namespace QueueService.Tests.Functions.Bounds;

/// <summary>Bodies that are larger than any may be.</summary>
public sealed class LargeBodyTests(LocalTestService service) : IClassFixture<LocalTestService>
{
    private const int ChunkBytes = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A client that is still sending when the connection ends may never see why.</summary>
    [Fact]
    public async Task Body_WhenItIsTooLargeAndSentToItsEnd_IsRefusedAndTheConnectionGoesOn()
    {
        using RawConnection connection = await RawConnection.OpenAsync(service);
        await connection.SendAsync(
            "POST /v1/queues/a/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n");
        string chunk = $"{ChunkBytes:x}\r\n{new string('x', ChunkBytes)}\r\n";
        for (int sent = 0; sent <= Limits.MaxRequestBytes + (1024 * 1024); sent += ChunkBytes)
            await connection.SendAsync(chunk);
        await connection.SendAsync("0\r\n\r\n");
        string answer = await connection.ReadUntilAsync("\r\n\r\n", Patience);
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);

        await connection.SendAsync("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        string next = await connection.ReadUntilAsync("HTTP/1.1 200", Patience);
        Assert.Contains("HTTP/1.1 200", next, StringComparison.Ordinal);
    }
}
