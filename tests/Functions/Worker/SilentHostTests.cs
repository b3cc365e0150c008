using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using QueueService.Functions.Worker;
using QueueService.Tests.Core;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Worker;

/// <summary>The program, started by a Functions host that then is not there, says nothing, or is gone.</summary>
public sealed class SilentHostTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-silent-host-");
    private readonly TcpListener _host = new(IPAddress.Loopback, 0);

    public SilentHostTests() => _host.Start();

    private Uri Address => new($"http://{_host.LocalEndpoint}/");

    public void Dispose()
    {
        _host.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Program_WhenNoHostListens_EndsAndSaysSo()
    {
        string address = Address.AbsoluteUri;
        _host.Stop();
        using ServiceProcess program = Start(address);
        (int code, string errors) = await program.ExitAsync();
        Assert.Equal(3, code);
        Assert.Contains($"The Functions host at {address} cannot be reached", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Program_WhenTheHostIsGone_EndsAndSaysSo()
    {
        using ServiceProcess program = Start(Address.AbsoluteUri);
        using (Socket accepted = await _host.AcceptSocketAsync().WaitAsync(Patience))
        {
            _host.Stop();
            await ReadGreetingAsync(accepted);
        }

        (int code, string errors) = await program.ExitAsync();
        Assert.Equal(3, code);
        Assert.Contains("has closed its connection", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("")]
    [InlineData("host")]
    public async Task Program_WhenTheHostHasNoAddress_EndsAndSaysSo(string address)
    {
        using ServiceProcess program = Start(address);
        (int code, string errors) = await program.ExitAsync();
        Assert.Equal(3, code);
        Assert.Contains(WorkerStart.HostAddress, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_WhenTheHostSaysNothing_IsLostAfterAMinute()
    {
        FakeTime time = new();
        using HostConnection connection = new(Address, time);
        Task<string> lost = connection.WaitUntilLostAsync();
        time.Advance(TimeSpan.FromHours(1));
        using HttpClient http = new();
        Task<HttpResponseMessage> asked = http.GetAsync(Address);
        using Socket accepted = await _host.AcceptSocketAsync().WaitAsync(Patience);
        await Eventually.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(61));
            return lost.IsCompleted;
        });
        Assert.Contains("has said nothing for 60 s", await lost, StringComparison.Ordinal);
        http.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Connection_WhenTheHostHasGreeted_IsLostOnlyOnceItIsClosed()
    {
        FakeTime time = new();
        using HostConnection connection = new(Address, time);
        Task<string> lost = connection.WaitUntilLostAsync();
        using HttpClient http = new();
        Task<HttpResponseMessage> asked = http.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead);
        using (Socket accepted = await _host.AcceptSocketAsync().WaitAsync(Patience))
        {
            await accepted.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"u8.ToArray());
            using HttpResponseMessage greeting = await asked;
            time.Advance(TimeSpan.FromHours(1));
            Assert.False(lost.IsCompleted);
        }

        Assert.Contains("has closed its connection", await lost.WaitAsync(Patience), StringComparison.Ordinal);
    }

    /// <summary>Reads until the program has sent its first message: a frame of HTTP/2 of the kind 0.</summary>
    private static async Task ReadGreetingAsync(Socket socket)
    {
        const int Preface = 24;
        const int FrameHead = 9;
        List<byte> bytes = [];
        byte[] part = new byte[4096];
        for (int frame = Preface; ;)
        {
            while (bytes.Count >= frame + FrameHead)
            {
                if (bytes[frame + 3] == 0)
                    return;
                frame += FrameHead + (bytes[frame] << 16) + (bytes[frame + 1] << 8) + bytes[frame + 2];
            }

            int count = await socket.ReceiveAsync(part).WaitAsync(Patience);
            Assert.NotEqual(0, count);
            bytes.AddRange(part[..count]);
        }
    }

    private ServiceProcess Start(string host) => ServiceProcess.Start(
        [
            "--host", "127.0.0.1", "--port", $"{Address.Port}", "--workerId", "w", "--requestId", "r",
            "--grpcMaxMessageLength", $"{int.MaxValue}", "--functions-worker-id", "w", "--functions-request-id", "r",
            "--functions-grpc-max-message-length", $"{int.MaxValue}", WorkerStart.HostAddress, host,
        ],
        ("Storage__Kind", "Local"),
        ("Storage__Path", _folder.FullName),
        ("Access__AdminKey", "admin:a-secret-of-the-administrator-0123456789"),
        ("Access__MasterKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
}
