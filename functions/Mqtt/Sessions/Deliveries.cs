using QueueService.Functions.Mqtt.Messages;

namespace QueueService.Functions.Mqtt.Sessions;

/// <summary>
/// Messages on their way to a client with QoS 1 and 2 (MQTT 5.0, section 4.3): which packet identifiers are in use, how
/// many the client takes at a time, and what waits behind that. Pure, and not thread-safe.
/// </summary>
/// <param name="receiveMaximum">How many the client takes that it has not acknowledged, 1..65,535.</param>
internal sealed class Deliveries(int receiveMaximum)
{
    /// <summary>More than that wait for no client: it is too slow.</summary>
    public const int MostWaiting = 10_000;

    /// <summary>The same in bytes of payload.</summary>
    public const long MostWaitingBytes = 16 * 1024 * 1024;

    private readonly Dictionary<ushort, DeliveryStep> _underWay = [];
    private readonly Queue<OutgoingMessage> _waiting = new();
    private long _waitingBytes;
    private ushort _last;

    public int Waiting => _waiting.Count;

    /// <summary>Takes a message of QoS 1 or 2; false if too many wait, and this one cannot.</summary>
    public bool TryAdd(OutgoingMessage message)
    {
        if (_waiting.Count >= MostWaiting || _waitingBytes + message.Bytes > MostWaitingBytes)
            return false;
        _waiting.Enqueue(message);
        _waitingBytes += message.Bytes;
        return true;
    }

    /// <summary>The next message that the client takes now, with the identifier that it is sent by.</summary>
    public bool TryNext(out OutgoingMessage message, out ushort packetId)
    {
        packetId = 0;
        message = default!;
        if (_underWay.Count >= receiveMaximum || !_waiting.TryDequeue(out message!))
            return false;
        _waitingBytes -= message.Bytes;
        packetId = NextId();
        _underWay.Add(
            packetId, message.QoS == Codec.Packets.QoS.ExactlyOnce ? DeliveryStep.Pubrec : DeliveryStep.Puback);
        return true;
    }

    /// <summary>What the client said was not sent after all: its identifier is free again.</summary>
    public void Withdraw(ushort packetId) => _underWay.Remove(packetId);

    /// <summary>PUBACK, or a PUBREC or PUBCOMP that ends the delivery. False if none waits for it.</summary>
    public bool TryEnd(ushort packetId, DeliveryStep step) =>
        _underWay.TryGetValue(packetId, out DeliveryStep wanted) && wanted == step && _underWay.Remove(packetId);

    /// <summary>A good PUBREC: PUBREL is due, also if it was before. False if the identifier is not known.</summary>
    public bool TryRelease(ushort packetId)
    {
        if (!_underWay.TryGetValue(packetId, out DeliveryStep wanted) || wanted == DeliveryStep.Puback)
            return false;
        _underWay[packetId] = DeliveryStep.Pubcomp;
        return true;
    }

    /// <summary>There is one: fewer are under way than there are identifiers.</summary>
    private ushort NextId()
    {
        do
        {
            _last = _last == ushort.MaxValue ? (ushort)1 : (ushort)(_last + 1);
        }
        while (_underWay.ContainsKey(_last));
        return _last;
    }
}
