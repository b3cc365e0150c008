using System.Net.WebSockets;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Writing;
using QueueService.Functions.Mqtt.Transport;
using QueueService.Storage;

namespace QueueService.Functions.Mqtt.Connections;

/// <summary>
/// One WebSocket from its first byte to its last: one task reads and carries out what the client asks for, another one
/// sends.
/// </summary>
internal sealed partial class MqttConnection : IDisposable
{
    /// <summary>Before its CONNECT nobody is known, and nobody may hold more memory than that.</summary>
    private const int MostFirstBytes = 64 * 1024;

    private static readonly TimeSpan PatienceForConnect = TimeSpan.FromSeconds(10);

    /// <summary>How long a key that was taken back may still be told messages.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);

    /// <summary>How long a client may take to say goodbye, once it was told that the connection ends.</summary>
    private static readonly TimeSpan PatienceForGoodbye = TimeSpan.FromSeconds(1);

    private readonly HttpContext _context;
    private readonly WebSocket _socket;
    private readonly MqttServices _services;
    private readonly PacketReader _reader;
    private readonly PacketOutbox _outbox;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private ConnectedClient? _client;
    private Task _taking = Task.CompletedTask;
    private Task? _sessionEnd;
    private TimeSpan _patience = PatienceForConnect;
    private long _lastPacket;
    private long _lastCheck;
    private long? _endedAt;
    private volatile bool _isAccepted;

    public MqttConnection(HttpContext context, WebSocket socket, MqttServices services)
    {
        _context = context;
        _socket = socket;
        _services = services;
        _reader = new PacketReader(socket) { MaxPacketBytes = MostFirstBytes };
        _outbox = new PacketOutbox(socket);
        _lastPacket = _lastCheck = services.Time.GetTimestamp();
    }

    /// <summary>Null until a CONNECT was taken.</summary>
    public string? ClientId => Volatile.Read(ref _client)?.ClientId;

    /// <summary>Ends when nothing of this connection is left to be done, its will included.</summary>
    public Task Ended => _ended.Task;

    private bool IsEnding
    {
        get
        {
            lock (_gate)
                return _endedAt is not null;
        }
    }

    public async Task RunAsync()
    {
        _services.Clients.Add(this);
        Task sending = SendAsync();
        try
        {
            await ReceiveAsync();
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            LogLost(_services.Logger, ClientId, exception.Message);
        }
        finally
        {
            Close(WebSocketCloseStatus.NormalClosure);
            await EndSessionAsync();
            await sending;
            _services.Clients.Remove(this);
            _ended.SetResult();
        }
    }

    /// <summary>
    /// Ends the connection, which a client of MQTT 5.0 is told with this reason. Thread-safe; returns at once. Only the
    /// first reason counts.
    /// </summary>
    public void End(ReasonCode reason)
    {
        // A client that has said goodbye is not told, nor one that waits for CONNACK.
        if (_isAccepted && reason != ReasonCode.Success && !IsEnding)
        {
            _outbox.Write(
                (_client!.Level, reason),
                static (writer, ended) => ControlPackets.Disconnect(writer, ended.Level, ended.reason));
        }

        Close(CloseStatusOf(reason));
    }

    /// <summary>
    /// Does what is left to be done for a client whose connection ends, once; its goodbye is not waited for.
    /// </summary>
    public Task EndSessionAsync()
    {
        lock (_gate)
            return _sessionEnd ??= EndClientAsync();
    }

    /// <summary>Looks at the time: a client that is silent for too long is lost. Called once a second.</summary>
    /// <param name="now">A timestamp of the clock of all connections.</param>
    public void Look(long now)
    {
        TimeSpan? ending;
        lock (_gate)
            ending = _endedAt is { } at ? _services.Time.GetElapsedTime(at, now) : null;
        if (ending > PatienceForGoodbye)
            _socket.Abort();
        else if (ending is null && _services.Time.GetElapsedTime(Volatile.Read(ref _lastPacket), now) > _patience)
            End(ReasonCode.KeepAliveTimeout);
        else if (ending is null && _isAccepted && _services.Time.GetElapsedTime(_lastCheck, now) > CheckInterval)
            CheckRights(now);
    }

    private void CheckRights(long now)
    {
        _lastCheck = now;
        _ = CheckAsync();

        async Task CheckAsync()
        {
            try
            {
                await _client!.CheckRightsAsync();
            }
            catch (Exception exception) when (exception is StorageUnavailableException or BrokerException)
            {
                // Nobody knows now whether the key is still good; the next look asks again.
                LogUnchecked(_services.Logger, ClientId, exception.Message);
            }
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _outbox.Dispose();
    }

    private void Close(WebSocketCloseStatus status)
    {
        lock (_gate)
            _endedAt ??= _services.Time.GetTimestamp();
        _outbox.Close(status);
    }

    private async Task EndClientAsync()
    {
        await Volatile.Read(ref _taking).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (Volatile.Read(ref _client) is { } client)
            await client.EndAsync();
    }

    private async Task SendAsync()
    {
        try
        {
            await _outbox.RunAsync(CancellationToken.None);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            // Whoever reads notices it, too; if it does not, the look at the time does.
            Close(WebSocketCloseStatus.NormalClosure);
        }
    }

    private async Task ReceiveAsync()
    {
        while (await _reader.FillAsync(CancellationToken.None))
        {
            if (_reader.HasText)
            {
                Close(WebSocketCloseStatus.InvalidMessageType);
                continue;
            }

            await TakeAsync();
        }
    }

    /// <summary>Carries out what has come.</summary>
    private async Task TakeAsync()
    {
        Refusal? refusal = null;
        while (!IsEnding && _reader.TryRead(out FrameHeader header, out ReadOnlyMemory<byte> body, out refusal))
        {
            Volatile.Write(ref _lastPacket, _services.Time.GetTimestamp());
            if (_client is null)
                await ConnectAsync(PacketDecoder.ReadConnect(header.First, body));
            else
                await BeginTaking(PacketDecoder.Read(header.First, body, _client.Level));
        }

        if (refusal is not null && _client is null)
            Refuse(new RefusedConnect(refusal, null));
        else if (refusal is not null)
            End(refusal.Code);
    }

    private Task BeginTaking(ClientPacket packet)
    {
        Task taking = _client!.TakeAsync(packet);
        Volatile.Write(ref _taking, taking);
        return taking;
    }

    private async Task ConnectAsync(ClientPacket packet)
    {
        if (packet is not ConnectPacket connect)
        {
            Refuse(packet as RefusedConnect
                ?? new RefusedConnect(new Refusal(ReasonCode.ProtocolError, "The first packet is no CONNECT."), null));
            return;
        }

        ClientOpening opening = await ClientOpening.OfAsync(_context, connect, _services);
        if (opening.Refusal != ReasonCode.Success)
        {
            Refuse(connect.Level, opening.Refusal);
            return;
        }

        ConnectedClient client = new(_context, connect, opening, _outbox, _services, End);
        Volatile.Write(ref _client, client);
        await _services.Clients.TakeOverAsync(client.ClientId, this);
        _reader.MaxPacketBytes = _services.Options.MaxPacketBytes;
        _patience = opening.KeepAlive is { } keepAlive ? keepAlive * 1.5 : TimeSpan.MaxValue;
        _outbox.Drained = client.SendMore;
        _isAccepted = true;
        _outbox.Write(
            (connect, Packet: opening.Answer(connect, _services.Options)),
            static (writer, to) => ControlPackets.Connack(
                writer, to.connect.Level, to.Packet, to.connect.MaximumPacketBytes));
    }

    private void Refuse(RefusedConnect packet)
    {
        LogRefused(_services.Logger, packet.Refusal.Sentence);
        _outbox.Write(packet, static (writer, refused) => ControlPackets.Connack(writer, refused));
        Close(CloseStatusOf(packet.Refusal.Code));
    }

    private void Refuse(ProtocolLevel level, ReasonCode code)
    {
        _outbox.Write(
            (level, code),
            static (writer, to) => ControlPackets.Connack(writer, to.level, new ConnackPacket(to.code)));
        Close(CloseStatusOf(code));
    }

    private static WebSocketCloseStatus CloseStatusOf(ReasonCode reason) => reason switch
    {
        ReasonCode.MalformedPacket or ReasonCode.ProtocolError => WebSocketCloseStatus.ProtocolError,
        ReasonCode.PacketTooLarge => WebSocketCloseStatus.MessageTooBig,
        ReasonCode.ServerShuttingDown => WebSocketCloseStatus.EndpointUnavailable,
        ReasonCode.ServerBusy or ReasonCode.UnspecifiedError or ReasonCode.ImplementationSpecificError =>
            WebSocketCloseStatus.InternalServerError,
        ReasonCode.BadUserNameOrPassword or ReasonCode.NotAuthorized => WebSocketCloseStatus.PolicyViolation,
        _ => WebSocketCloseStatus.NormalClosure,
    };

    private static bool IsLoss(Exception exception) => exception
        is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException;

    [LoggerMessage(LogLevel.Debug, "The connection of client {Client} was lost: {Reason}")]
    private static partial void LogLost(ILogger logger, string? client, string reason);

    [LoggerMessage(LogLevel.Warning, "Whether the key of client {Client} is still good could not be asked: {Reason}")]
    private static partial void LogUnchecked(ILogger logger, string? client, string reason);

    [LoggerMessage(LogLevel.Debug, "A connection was refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
