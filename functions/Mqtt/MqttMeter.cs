using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Service;

namespace QueueService.Functions.Mqtt;

/// <summary>Counts what passes between clients of MQTT and this process. Thread-safe.</summary>
internal sealed class MqttMeter
{
    private readonly long[] _received = new long[3];
    private readonly long[] _delivered = new long[3];
    private readonly long[] _dropped = new long[3];

    /// <summary>Messages that clients have published.</summary>
    public void Received(QoS qos) => Interlocked.Increment(ref _received[(int)qos]);

    /// <summary>Messages that were sent to a client.</summary>
    public void Delivered(QoS qos) => Interlocked.Increment(ref _delivered[(int)qos]);

    /// <summary>Messages that a client did not get: too large for it, or, with QoS 0, it was too slow.</summary>
    public void Dropped(QoS qos) => Interlocked.Increment(ref _dropped[(int)qos]);

    /// <param name="connections">Clients that are connected.</param>
    /// <param name="subscriptions">Of all of them.</param>
    public void WriteTo(OpenMetricsText text, int connections, long subscriptions)
    {
        text.Gauge("queue_service_mqtt_connections", "Clients of MQTT that are connected.", connections);
        text.Gauge("queue_service_mqtt_subscriptions", "Their subscriptions.", subscriptions);
        Write(text, "received", "Messages that clients of MQTT have published.", _received);
        Write(text, "delivered", "Messages that were sent to clients of MQTT.", _delivered);
        Write(text, "dropped", "Messages that a client of MQTT did not get: too large, or it was too slow.", _dropped);
    }

    private static void Write(OpenMetricsText text, string name, string help, long[] counts)
    {
        string family = $"queue_service_mqtt_messages_{name}";
        text.Family(family, "counter", help);
        for (int qos = 0; qos < counts.Length; qos++)
            text.Sample($"{family}_total", $"{{qos=\"{qos}\"}}", Volatile.Read(ref counts[qos]));
    }
}
