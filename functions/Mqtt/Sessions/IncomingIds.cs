using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Functions.Mqtt.Sessions;

/// <summary>
/// The packet identifiers of messages that a client has sent and that are not done: with QoS 2 until PUBREL, so that
/// what is sent again is not published again (MQTT 5.0, section 4.3.3). Thread-safe.
/// </summary>
/// <param name="receiveMaximum">How many there may be, as the client was told.</param>
internal sealed class IncomingIds(int receiveMaximum)
{
    private readonly Lock _gate = new();
    private readonly HashSet<ushort> _once = [];
    private int _atLeastOnce;

    /// <summary>False if the client has sent more than it may.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
                return _once.Count + _atLeastOnce < receiveMaximum;
        }
    }

    /// <summary>A message of QoS 1 or 2 came; false if it came before and is not to be published again.</summary>
    public bool TryBegin(QoS qos, ushort packetId)
    {
        lock (_gate)
        {
            if (qos == QoS.ExactlyOnce)
                return _once.Add(packetId);
            _atLeastOnce++;
            return true;
        }
    }

    /// <summary>True if this is one of QoS 2 that waits for PUBREL.</summary>
    public bool Knows(ushort packetId)
    {
        lock (_gate)
            return _once.Contains(packetId);
    }

    /// <summary>A message was answered with PUBACK, or refused.</summary>
    public void End(QoS qos, ushort packetId)
    {
        lock (_gate)
        {
            if (qos == QoS.ExactlyOnce)
                _once.Remove(packetId);
            else
                _atLeastOnce--;
        }
    }

    /// <summary>PUBREL; false if the identifier is not known.</summary>
    public bool TryRelease(ushort packetId)
    {
        lock (_gate)
            return _once.Remove(packetId);
    }
}
