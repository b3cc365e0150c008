using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Bounds;

/// <summary>Clients with a key that ask for much and take it a few bytes at a time.</summary>
public sealed class SlowReaderTests
{
    private const int Readers = 60;
    private const int Messages = 4;
    private const int MessageBytes = 1_000_000;
    private const int Queues = 220;

    /// <summary>A client that does not take 64 KiB in 20 s is cut off.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    [Theory]
    [InlineData("/v1/queues/large/messages?limit=100", false)]
    [InlineData("/v1/queues?limit=1000", true)]
    public async Task Answers_WhenTheyAreReadAFewBytesNowAndThen_HoldTheirShareAndAreCutOff(string path, bool isWhole)
    {
        using AttackedService service = await AttackedService.StartAsync("-n 4096", "--Storage:Kind=Memory");
        await ServiceProcess.CallAsync(service.Owner, "PUT", "/v1/queues/large", "{}");
        string message = $$"""{"messages":[{"body":"{{new string('x', MessageBytes)}}"}]}""";
        for (int n = 0; n < Messages; n++)
            await ServiceProcess.CallAsync(service.Owner, "POST", "/v1/queues/large/messages", message);
        string tags = string.Join(',', Enumerable.Range(0, Limits.MaxTags).Select(Tag));
        for (int n = 0; n < Queues; n++)
            await ServiceProcess.CallAsync(service.Owner, "PUT", $"/v1/queues/q{n}", "{\"tags\":{" + tags + "}}");
        int whole = (await service.Owner.GetByteArrayAsync(new Uri(path, UriKind.Relative))).Length;
        Assert.InRange(whole, Limits.MaxAnswerBytes - (Limits.MaxAnswerBytes / 10), 2 * Limits.MaxAnswerBytes);
        string key = await NewKeyAsync(service);
        SlowReader[] readers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => SlowReader.AskAsync(service, key, path)));
        try
        {
            using PeriodicTimer pace = new(Pause);
            for (TimeSpan spent = TimeSpan.Zero; spent < Patience && await pace.WaitForNextTickAsync(); spent += Pause)
            {
                Array.ForEach(readers, reader => reader.ReadSome());
                Assert.InRange(service.Process.ResidentBytes, 0, 700 * 1024 * 1024);
                if (spent.Ticks % TimeSpan.FromSeconds(5).Ticks == 0)
                    await service.Owner.GetByteArrayAsync(new Uri(path, UriKind.Relative));
            }

            string[] heads = await Task.WhenAll(readers.Select(reader => reader.ReadRestAsync()));
            Assert.Contains(heads, head => head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal));

            // Of what is not held whole but in parts, so many do not come to a share.
            Assert.Equal(isWhole, heads.Any(head => head.StartsWith("HTTP/1.1 503", StringComparison.Ordinal)));
            Assert.All(readers, reader => Assert.InRange(reader.Bytes, 1, whole - 1));
        }
        finally
        {
            Array.ForEach(readers, reader => reader.Dispose());
        }
    }

    private static string Tag(int number) =>
        $"\"{$"{number}".PadLeft(Limits.MaxTagKeyLength, 'k')}\":\"{new string('v', Limits.MaxTagValueLength)}\"";

    private static async Task<string> NewKeyAsync(AttackedService service)
    {
        JsonElement key = await ServiceProcess.CallAsync(
            service.Owner, "POST", "/v1/keys", """{"name":"slow","allow":[{"role":"viewer","queues":["*"]}]}""");
        return $"{key.GetProperty("id").GetString()}.{key.GetProperty("secret").GetString()}";
    }

    private sealed class SlowReader(Socket socket) : IDisposable
    {
        private readonly byte[] _buffer = new byte[64 * 1024];
        private readonly StringBuilder _head = new();

        /// <summary>How much it was sent, until the end or until it was cut off.</summary>
        public int Bytes { get; private set; }

        public static async Task<SlowReader> AskAsync(AttackedService service, string key, string path)
        {
            // The operating system takes little on its behalf.
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
            await socket.ConnectAsync(service.Address.Host, service.Address.Port);
            await socket.SendAsync(Encoding.ASCII.GetBytes(
                $"GET {path} HTTP/1.1\r\nHost: {service.Address.Authority}\r\n"
                + $"Authorization: Bearer {key}\r\nConnection: close\r\n\r\n"));
            return new SlowReader(socket);
        }

        public void ReadSome()
        {
            if (socket.Available > 0)
                Count(socket.Receive(_buffer, 64, SocketFlags.None));
        }

        /// <summary>As fast as it goes; answers how the answer began.</summary>
        public async Task<string> ReadRestAsync()
        {
            try
            {
                for (int count; (count = await socket.ReceiveAsync(_buffer)) > 0;)
                    Count(count);
            }
            catch (SocketException)
            {
                // Cut off, as far as the operating system tells.
            }

            return _head.ToString();
        }

        public void Dispose() => socket.Dispose();

        private void Count(int count)
        {
            if (Bytes == 0)
                _head.Append(Encoding.ASCII.GetString(_buffer, 0, count));
            Bytes += count;
        }
    }
}
