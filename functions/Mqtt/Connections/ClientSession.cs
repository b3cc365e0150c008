using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Writing;
using QueueService.Functions.Mqtt.Messages;
using QueueService.Functions.Mqtt.Sessions;
using QueueService.Functions.Mqtt.Transport;
using QueueService.Storage;
using QueueService.Topics;

namespace QueueService.Functions.Mqtt.Connections;

/// <summary>
/// What a client has subscribed to, and what is on its way to it. Messages are told by the hub, acknowledgements by the
/// connection.
/// </summary>
/// <param name="end">Ends the connection with this reason.</param>
internal sealed class ClientSession(
    ConnectPacket connect, string clientId, PacketOutbox outbox, MqttServices services, Action<ReasonCode> end)
    : TopicReader
{
    /// <summary>A client that lags behind more misses messages of QoS 0.</summary>
    private const int MostPendingBytes = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Deliveries _deliveries = new(connect.ReceiveMaximum ?? ushort.MaxValue);

    /// <summary>Retained messages that are sent when there is room, so that their number does not matter.</summary>
    private readonly Queue<OutgoingMessage> _retained = new();
    private readonly HashSet<string> _filters = new(StringComparer.Ordinal);
    private bool _isEnded;

    public bool HasSubscriptions
    {
        get
        {
            lock (_gate)
                return _filters.Count > 0;
        }
    }

    private bool IsEnded
    {
        get
        {
            lock (_gate)
                return _isEnded;
        }
    }

    /// <inheritdoc/>
    public override void Deliver(TopicMessage message, IReadOnlyList<TopicSubscription> matches)
    {
        SharedMessage shared = services.Translator.Of(message);
        int qos = -1;
        bool keepsRetain = false;
        List<int>? identifiers = null;
        foreach (TopicSubscription match in matches)
        {
            if (match.IsWithoutOwn && string.Equals(shared.Publisher, clientId, StringComparison.Ordinal))
                continue;
            qos = Math.Max(qos, match.Qos);
            keepsRetain |= match.KeepsRetain;
            if (match.Identifier is { } identifier)
                (identifiers ??= []).Add(identifier);
        }

        if (qos < 0)
            return;
        QoS granted = (QoS)Math.Min(qos, (int)shared.QoS);
        Send(new OutgoingMessage(shared, granted, keepsRetain && shared.Retain, identifiers?.ToArray()));
    }

    /// <inheritdoc/>
    /// <remarks>A client that reconnects knows that it was away; one that stays would believe it has all.</remarks>
    public override void Miss() => end(ReasonCode.QuotaExceeded);

    /// <summary>The answer to a SUBSCRIBE, a code for each filter.</summary>
    public async Task<ReasonCode[]> SubscribeAsync(SubscribePacket packet, bool isAllowed)
    {
        ReasonCode[] codes = new ReasonCode[packet.Subscriptions.Count];
        for (int n = 0; n < codes.Length; n++)
            codes[n] = await SubscribeAsync(packet.Subscriptions[n], packet.SubscriptionIdentifier, isAllowed);
        return codes;
    }

    /// <summary>The answer to an UNSUBSCRIBE, a code for each filter.</summary>
    public async Task<ReasonCode[]> UnsubscribeAsync(UnsubscribePacket packet)
    {
        ReasonCode[] codes = new ReasonCode[packet.Filters.Count];
        for (int n = 0; n < codes.Length; n++)
        {
            TopicFilter filter = packet.Filters[n];
            codes[n] = !filter.IsValid ? ReasonCode.TopicFilterInvalid
                : TryForget(filter.Text) && await services.Hub.UnsubscribeAsync(this, filter.Text)
                    ? ReasonCode.Success
                    : ReasonCode.NoSubscriptionExisted;
        }

        return codes;
    }

    /// <summary>There is room for more; called when what was written has been sent.</summary>
    public void SendMore()
    {
        lock (_gate)
            SendWaiting();
    }

    /// <summary>Takes all subscriptions away.</summary>
    public async Task EndAsync()
    {
        string[] filters;
        lock (_gate)
        {
            _isEnded = true;
            filters = [.. _filters];
        }

        foreach (string filter in filters)
            await services.Hub.UnsubscribeAsync(this, filter);
    }

    /// <summary>The client has said what became of a message.</summary>
    public void Acknowledge(AckPacket packet)
    {
        lock (_gate)
        {
            bool isKnown = packet.Type switch
            {
                PacketType.Puback => _deliveries.TryEnd(packet.PacketId, DeliveryStep.Puback),
                PacketType.Pubrec when packet.Code >= ReasonCode.UnspecifiedError =>
                    _deliveries.TryEnd(packet.PacketId, DeliveryStep.Pubrec),
                PacketType.Pubrec => _deliveries.TryRelease(packet.PacketId),
                _ => _deliveries.TryEnd(packet.PacketId, DeliveryStep.Pubcomp),
            };

            // A good PUBREC is always answered; for one that is not known the answer says so.
            if (packet.Type == PacketType.Pubrec && packet.Code < ReasonCode.UnspecifiedError)
            {
                ReasonCode code = isKnown ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound;
                outbox.Write(
                    (connect.Level, packet.PacketId, code),
                    static (writer, ack) =>
                        AckWriter.Ack(writer, ack.Level, PacketType.Pubrel, ack.PacketId, ack.code));
            }

            SendWaiting();
        }
    }

    private async Task<ReasonCode> SubscribeAsync(SubscriptionRequest request, int? identifier, bool isAllowed)
    {
        if (!request.Filter.IsValid)
            return ReasonCode.TopicFilterInvalid;
        if (request.Filter.IsShared)
            return ReasonCode.SharedSubscriptionsNotSupported;
        if (!isAllowed)
            return ReasonCode.NotAuthorized;
        if (request.Filter.Text.Length > Limits.MaxTopicBytes)
            return ReasonCode.TopicFilterInvalid;
        if (!TryNote(request.Filter.Text))
            return ReasonCode.QuotaExceeded;
        TopicSubscription subscription = new(request.Filter.Text, (int)request.QoS)
        {
            IsWithoutOwn = request.NoLocal,
            KeepsRetain = request.RetainAsPublished,
            Identifier = identifier,
        };
        try
        {
            bool isNew = await services.Hub.SubscribeAsync(this, subscription, CancellationToken.None);
            if (IsEnded)
                await services.Hub.UnsubscribeAsync(this, subscription.Filter);
            else if (request.RetainHandling == RetainHandling.Always
                || (isNew && request.RetainHandling == RetainHandling.IfNew))
                SendRetained(subscription);
        }
        catch (Exception exception) when (exception is BrokerException or StorageUnavailableException)
        {
            return ReasonCode.UnspecifiedError;
        }

        return (ReasonCode)(int)request.QoS;
    }

    /// <summary>False if there are too many filters.</summary>
    private bool TryNote(string filter)
    {
        lock (_gate)
            return _filters.Contains(filter)
                || (_filters.Count < Limits.MaxSubscriptionsOfClient && _filters.Add(filter));
    }

    private bool TryForget(string filter)
    {
        lock (_gate)
            return _filters.Remove(filter);
    }

    private void SendRetained(TopicSubscription subscription)
    {
        ReadOnlyMemory<int> identifiers = subscription.Identifier is { } identifier ? new[] { identifier } : default;

        // Before the lock: the hub holds its own while it delivers.
        IReadOnlyList<TopicMessage> found = services.Hub.FindRetained(subscription.Filter);
        lock (_gate)
        {
            foreach (TopicMessage message in found)
            {
                SharedMessage shared = MessageTranslator.Translate(message);
                QoS granted = (QoS)Math.Min(subscription.Qos, (int)shared.QoS);
                _retained.Enqueue(new OutgoingMessage(shared, granted, Retain: true, identifiers));
            }

            SendWaiting();
        }
    }

    private void Send(OutgoingMessage message)
    {
        DateTimeOffset now = services.Time.GetUtcNow();
        if (IsTooLarge(message, now) || (message.QoS == QoS.AtMostOnce && outbox.PendingBytes > MostPendingBytes))
        {
            services.Meter.Dropped(message.QoS);
            return;
        }

        if (message.QoS == QoS.AtMostOnce)
        {
            if (!message.IsExpired(now))
                Write(message, packetId: 0, now);
            return;
        }

        lock (_gate)
        {
            if (_deliveries.TryAdd(message))
                SendWaiting();
            else
                end(ReasonCode.QuotaExceeded);
        }
    }

    /// <summary>Sends as much as the client takes, retained messages last.</summary>
    private void SendWaiting()
    {
        DateTimeOffset now = services.Time.GetUtcNow();
        do
        {
            while (_deliveries.TryNext(out OutgoingMessage message, out ushort packetId))
            {
                if (message.IsExpired(now))
                    _deliveries.Withdraw(packetId);
                else
                    Write(message, packetId, now);
            }
        }
        while (TrySendRetained(now));
    }

    /// <summary>False if there is no retained message, or no room for one.</summary>
    private bool TrySendRetained(DateTimeOffset now)
    {
        if (_deliveries.Waiting > 0 || outbox.PendingBytes > MostPendingBytes
            || !_retained.TryDequeue(out OutgoingMessage? message))
            return false;
        if (IsTooLarge(message, now))
            services.Meter.Dropped(message.QoS);
        else if (message.QoS != QoS.AtMostOnce)
            _deliveries.TryAdd(message);
        else if (!message.IsExpired(now))
            Write(message, packetId: 0, now);
        return true;
    }

    /// <summary>By the client's Maximum Packet Size: it is as if the message had been delivered.</summary>
    private bool IsTooLarge(OutgoingMessage message, DateTimeOffset now)
    {
        if (connect.MaximumPacketBytes is not { } most)
            return false;
        PublishDelivery widest = message.Delivery(message.QoS == QoS.AtMostOnce ? (ushort)0 : (ushort)1, now);
        return PublishWriter.TotalBytes(connect.Level, message.Message.Content, widest) > most;
    }

    private void Write(OutgoingMessage message, ushort packetId, DateTimeOffset now)
    {
        services.Meter.Delivered(message.QoS);
        outbox.Write(
            (connect.Level, message.Message.Content, Delivery: message.Delivery(packetId, now)),
            static (writer, publish) =>
                PublishWriter.Write(writer, publish.Level, publish.Content, publish.Delivery));
    }
}
