using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QueueService.Benchmarks.Scenarios.Attack;

/// <summary>A connection of somebody who means no good: it writes what it likes, and reads only if told to.</summary>
internal sealed class AttackConnection(int port, CpuPace pace) : IDisposable
{
    private static readonly byte[] Filler = CreateFiller();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public async Task OpenAsync(CancellationToken cancellation) =>
        await _socket.ConnectAsync(IPAddress.Loopback, port, cancellation);

    public Task WriteAsync(string text, CancellationToken cancellation) =>
        WriteAsync(Encoding.ASCII.GetBytes(text), cancellation);

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            await pace.WaitAsync(cancellation);
            int count = await _socket.SendAsync(bytes[..Math.Min(bytes.Length, Filler.Length)], cancellation);
            bytes = bytes[count..];
        }
    }

    /// <summary>Writes the same letter so often.</summary>
    public async Task FillAsync(int bytes, CancellationToken cancellation)
    {
        for (int left = bytes; left > 0; left -= Filler.Length)
            await WriteAsync(Filler.AsMemory(0, Math.Min(left, Filler.Length)), cancellation);
    }

    /// <summary>Reads one answer; answers its first line, or nothing at the end.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellation)
    {
        byte[] buffer = new byte[64 * 1024];
        StringBuilder text = new();
        while (true)
        {
            int count = await _socket.ReceiveAsync(buffer, cancellation);
            if (count == 0)
                return "";
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
            string answer = text.ToString();
            int end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && answer.Length >= end + 4 + LengthIn(answer[..end]))
                return answer.Split('\r')[0];
        }
    }

    /// <summary>Waits until the other side closes, and reads nothing.</summary>
    public async Task UntilClosedAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!_socket.Poll(0, SelectMode.SelectError) && IsOpen())
            await timer.WaitForNextTickAsync(cancellation);
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>A write shows that the other side has cut the connection off.</summary>
    private bool IsOpen()
    {
        try
        {
            return !_socket.Poll(0, SelectMode.SelectRead) || _socket.Available > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int LengthIn(string head)
    {
        const string Length = "Content-Length: ";
        int at = head.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(head[(at + Length.Length)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }

    private static byte[] CreateFiller()
    {
        byte[] filler = new byte[64 * 1024];
        Array.Fill(filler, (byte)'<');
        return filler;
    }
}
