using System.Text;
using QueueService.Access.Policies;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Writing;
using QueueService.Functions.Mqtt.Messages;
using QueueService.Functions.Mqtt.Sessions;
using QueueService.Functions.Mqtt.Transport;

namespace QueueService.Functions.Mqtt.Connections;

/// <summary>A client that was let in: carries out its packets, one after another.</summary>
/// <param name="end">Ends the connection with this reason.</param>
internal sealed partial class ConnectedClient(
    HttpContext context,
    ConnectPacket connect,
    ClientOpening opening,
    PacketOutbox outbox,
    MqttServices services,
    Action<ReasonCode> end)
{
    private readonly ClientSession _session = new(connect, opening.ClientId, outbox, services, end);
    private readonly IncomingIds _incoming = new(services.Options.ReceiveMaximum);
    private readonly TopicAliases _aliases = new(services.Options.TopicAliasMaximum);
    private Will? _will = connect.Will;
    private PublishLane? _lane;
    private bool _wasRefused;

    public ProtocolLevel Level => connect.Level;

    public string ClientId => opening.ClientId;

    private PublishLane Lane => _lane ??= new PublishLane(PublishAsync, Report);

    /// <summary>There is room to send more.</summary>
    public void SendMore() => _session.SendMore();

    /// <summary>Carries out a packet. Messages are published beside it, and acknowledged once durable.</summary>
    public async Task TakeAsync(ClientPacket packet)
    {
        switch (packet)
        {
            case PublishPacket publish:
                await PublishAsync(publish);
                break;
            case AckPacket { Type: PacketType.Pubrel } release:
                Release(release.PacketId);
                break;
            case AckPacket ack:
                _session.Acknowledge(ack);
                break;
            case SubscribePacket subscribe:
                await SubscribeAsync(subscribe);
                break;
            case UnsubscribePacket unsubscribe:
                await DrainAsync();
                ReasonCode[] codes = await _session.UnsubscribeAsync(unsubscribe);
                outbox.Write(
                    (Level, unsubscribe.PacketId, codes),
                    static (writer, to) => ControlPackets.Unsuback(writer, to.Level, to.PacketId, to.codes));
                break;
            case PingPacket:
                outbox.Write(0, static (writer, _) => AckWriter.Pingresp(writer));
                break;
            case DisconnectPacket disconnect:
                await DrainAsync();
                Disconnect(disconnect);
                break;
            case RefusedPacket refused:
                end(refused.Refusal.Code);
                break;
            default:
                // A second CONNECT, or AUTH where no method was agreed upon.
                end(ReasonCode.ProtocolError);
                break;
        }
    }

    /// <summary>
    /// Ends the connection if the key of the client has been taken back, or may neither publish nor subscribe any more.
    /// </summary>
    public async Task CheckRightsAsync()
    {
        if (!await MqttAccess.MayAsync(opening.Principal!, AccessActions.Receive)
            && (_session.HasSubscriptions || !await MqttAccess.MayAsync(opening.Principal!, AccessActions.Send)))
            end(ReasonCode.NotAuthorized);
    }

    /// <summary>
    /// The connection is gone: the client gets nothing any more, and its will is published unless it has said goodbye.
    /// </summary>
    public async Task EndAsync()
    {
        await DrainAsync();
        await _session.EndAsync();
        if (_will is null || !await MqttAccess.MayAsync(opening.Principal!, AccessActions.Send))
            return;
        IncomingPublish last = new(
            IncomingMessages.Of(_will, ClientId, services.Time.GetUtcNow()), QoS.AtMostOnce, PacketId: 0);
        if (await services.Publisher.PublishAsync([last]) is not [ReasonCode.Success])
            LogWillLost(services.Logger, ClientId);
    }

    private Task DrainAsync() => _lane?.DrainAsync() ?? Task.CompletedTask;

    private async Task PublishAsync(PublishPacket packet)
    {
        if (TopicOf(packet) is not { } topic)
            return;
        if (packet.QoS != QoS.AtMostOnce)
        {
            bool isAgain = packet.QoS == QoS.ExactlyOnce && _incoming.Knows(packet.PacketId);
            if (!isAgain && !_incoming.HasRoom)
            {
                end(ReasonCode.ReceiveMaximumExceeded);
                return;
            }

            if (!_incoming.TryBegin(packet.QoS, packet.PacketId))
            {
                // Sent again: it is published, or about to be.
                await DrainAsync();
                Acknowledge(PacketType.Pubrec, packet.PacketId, ReasonCode.Success);
                return;
            }
        }

        services.Meter.Received(packet.QoS);
        await Lane.AddAsync(new IncomingPublish(
            IncomingMessages.Of(packet, topic, ClientId, services.Time.GetUtcNow()), packet.QoS, packet.PacketId));
    }

    private async Task<ReasonCode[]?> PublishAsync(IReadOnlyList<IncomingPublish> messages) =>
        await MqttAccess.MayAsync(opening.Principal!, AccessActions.Send)
            ? await services.Publisher.PublishAsync(messages)
            : Refused(messages.Count);

    /// <summary>The topic of a message; null if it cannot be published, and the connection ends.</summary>
    private string? TopicOf(PublishPacket packet)
    {
        if (packet.TopicAlias is { } alias && !_aliases.IsAllowed(alias))
        {
            end(ReasonCode.TopicAliasInvalid);
            return null;
        }

        string topic = Encoding.UTF8.GetString(packet.Topic.Span);
        if (topic.Length == 0)
        {
            if (_aliases.Find(packet.TopicAlias!.Value) is { } known)
                return known;
            end(ReasonCode.ProtocolError);
            return null;
        }

        // Names that begin so are the server's (MQTT 5.0, section 4.7.2).
        if (packet.Topic.Length > Limits.MaxTopicBytes || topic[0] == '$')
        {
            end(ReasonCode.TopicNameInvalid);
            return null;
        }

        if (packet.TopicAlias is { } defined)
            _aliases.Set(defined, topic);
        return topic;
    }

    /// <summary>Tells the client what became of messages.</summary>
    /// <param name="codes">Null if nobody knows: the client sends them again when it is connected again.</param>
    private void Report(IReadOnlyList<IncomingPublish> messages, ReasonCode[]? codes)
    {
        if (codes is null)
        {
            end(ReasonCode.ServerBusy);
            return;
        }

        for (int n = 0; n < codes.Length; n++)
        {
            IncomingPublish message = messages[n];
            bool isRefused = codes[n] >= ReasonCode.UnspecifiedError;
            if (message.QoS == QoS.AtLeastOnce || (message.QoS == QoS.ExactlyOnce && isRefused))
                _incoming.End(message.QoS, message.PacketId);
            if (isRefused && (Level == ProtocolLevel.Mqtt311 || message.QoS == QoS.AtMostOnce))
            {
                // There is no other way to say it.
                end(codes[n]);
                return;
            }

            if (message.QoS != QoS.AtMostOnce)
            {
                Acknowledge(
                    message.QoS == QoS.AtLeastOnce ? PacketType.Puback : PacketType.Pubrec,
                    message.PacketId,
                    codes[n]);
            }
        }
    }

    private void Acknowledge(PacketType type, ushort packetId, ReasonCode code) => outbox.Write(
        (Level, type, packetId, code),
        static (writer, ack) => AckWriter.Ack(writer, ack.Level, ack.type, ack.packetId, ack.code));

    private void Release(ushort packetId) => Acknowledge(
        PacketType.Pubcomp,
        packetId,
        _incoming.TryRelease(packetId) ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound);

    private async Task SubscribeAsync(SubscribePacket packet)
    {
        await DrainAsync();
        bool isAllowed = await MqttAccess.MayAsync(opening.Principal!, AccessActions.Receive);
        if (!isAllowed)
            services.Access.Refused(context, opening.Principal!, "SUBSCRIBE");
        ReasonCode[] codes = await _session.SubscribeAsync(packet, isAllowed);
        outbox.Write(
            (Level, packet.PacketId, codes),
            static (writer, to) => ControlPackets.Suback(writer, to.Level, to.PacketId, to.codes));
    }

    private void Disconnect(DisconnectPacket packet)
    {
        if (packet.Code == ReasonCode.Success)
            _will = null;
        // Only a session that outlives its connection can be made to last longer (MQTT 5.0, section 3.14.2.2.2).
        end(packet.SessionExpirySeconds > 0 && (connect.SessionExpirySeconds ?? 0) == 0
            ? ReasonCode.ProtocolError
            : ReasonCode.Success);
    }

    private ReasonCode[] Refused(int count)
    {
        if (!_wasRefused)
            services.Access.Refused(context, opening.Principal!, "PUBLISH");
        _wasRefused = true;
        ReasonCode[] codes = new ReasonCode[count];
        Array.Fill(codes, ReasonCode.NotAuthorized);
        return codes;
    }

    [LoggerMessage(LogLevel.Warning, "The will of client {Client} could not be published")]
    private static partial void LogWillLost(ILogger logger, string client);
}
