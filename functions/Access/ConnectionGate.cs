using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace QueueService.Functions.Access;

/// <summary>
/// Lets connections in: as many as there are descriptors for, no more of one public address than its share, and none
/// that says nothing.
/// </summary>
/// <param name="most">How many connections may be open at one time.</param>
internal sealed class ConnectionGate(int most, ConnectionQuota quota, TimeProvider time)
{
    /// <summary>A client connects because it has something to say; a slow one says it within two round trips.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private static readonly byte[] Full = Encoding.ASCII.GetBytes(
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Type: text/plain\r\n"
        + "Content-Length: 80\r\n\r\nThe service holds as many connections as it can. Close some, or try again later.");

    private int _open;

    public ConnectionDelegate Guard(ConnectionDelegate next) => connection => InvokeAsync(connection, next);

    private async Task InvokeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (Interlocked.Increment(ref _open) > most)
        {
            Interlocked.Decrement(ref _open);
            await RefuseAsync(connection);
            return;
        }

        IPAddress? address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        IPAddress? counted = address is not null && ClientAddress.IsPublic(address) ? address : null;
        try
        {
            if (counted is not null && !quota.TryEnter(counted))
            {
                counted = null;
                await RefuseAsync(connection);
                return;
            }

            if (await SpeaksAsync(connection.Transport.Input))
                await next(connection);
            else
                connection.Abort();
        }
        finally
        {
            Interlocked.Decrement(ref _open);
            if (counted is not null)
                quota.Leave(counted);
        }
    }

    /// <summary>Waits for the first bytes, and leaves them where they are.</summary>
    private async ValueTask<bool> SpeaksAsync(PipeReader input)
    {
        using CancellationTokenSource silence = new(Silence, time);
        try
        {
            ReadResult read = await input.ReadAsync(silence.Token);
            bool isGone = read.IsCompleted && read.Buffer.IsEmpty;
            input.AdvanceTo(read.Buffer.Start);
            return !isGone;
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    /// <summary>Says so to whoever speaks HTTP, and closes.</summary>
    private static async Task RefuseAsync(ConnectionContext connection)
    {
        try
        {
            await connection.Transport.Output.WriteAsync(Full);
        }
        catch (IOException)
        {
            connection.Abort();
        }
    }
}
