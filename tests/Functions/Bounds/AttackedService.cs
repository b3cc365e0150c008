using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using QueueService.Tests.Functions.Http;
using QueueService.Tests.Functions.Sqs.Signing;

namespace QueueService.Tests.Functions.Bounds;

/// <summary>The program in a process of its own, with an owner who has a key and clients who have none.</summary>
internal sealed class AttackedService : IDisposable
{
    private const string AdminId = "admin";
    private const string AdminSecret = "a-secret-of-the-administrator-0123456789";

    private AttackedService(ServiceProcess process, HttpClient owner)
    {
        Process = process;
        Owner = owner;
    }

    public ServiceProcess Process { get; }

    /// <summary>Calls with the key of the administrator.</summary>
    public HttpClient Owner { get; }

    public Uri Address => Owner.BaseAddress!;

    public static TestSigner Signer => new(AdminId, AdminSecret);

    /// <param name="limit">As the shell takes it.</param>
    public static async Task<AttackedService> StartAsync(string limit, params string[] arguments)
    {
        ServiceProcess process = ServiceProcess.StartLimited(
            limit,
            ["--urls=http://127.0.0.1:0", "--Access:Mode=Keys", .. arguments],
            ("Access__AdminKey", $"{AdminId}:{AdminSecret}"));
        try
        {
            HttpClient owner = await process.ConnectAsync();
            owner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{AdminId}.{AdminSecret}");
            return new AttackedService(process, owner);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public async Task<Socket> OpenAsync()
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Address.Host, Address.Port);
        return socket;
    }

    /// <summary>Reads until the service closes, or until the deadline.</summary>
    public static async Task<string> ReadToEndAsync(Socket socket, TimeSpan patience)
    {
        using CancellationTokenSource deadline = new(patience);
        byte[] buffer = new byte[4096];
        StringBuilder text = new();
        try
        {
            for (int count; (count = await socket.ReceiveAsync(buffer, deadline.Token)) > 0;)
                text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
        catch (SocketException)
        {
            // Cut off, as far as the operating system tells.
        }

        return text.ToString();
    }

    public void Dispose()
    {
        Owner.Dispose();
        Process.Dispose();
    }
}
