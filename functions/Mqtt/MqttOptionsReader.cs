using QueueService.Functions.Hosting;

namespace QueueService.Functions.Mqtt;

/// <summary>Reads the keys below <c>Mqtt</c>.</summary>
internal static class MqttOptionsReader
{
    /// <summary>A message of the largest size, with topic and properties.</summary>
    private const int MostPacketBytes = Limits.MaxMessageBytes + (128 * 1024);

    private const int LeastPacketBytes = 1024;

    public static MqttOptions Read(IConfiguration configuration) => new(
        Number(configuration, "Mqtt:MaxKeepAliveSeconds", 0, 0, ushort.MaxValue),
        Number(configuration, "Mqtt:ReceiveMaximum", 1000, 1, ushort.MaxValue),
        Number(configuration, "Mqtt:TopicAliasMaximum", 16, 0, ushort.MaxValue),
        Number(configuration, "Mqtt:MaxPacketBytes", MostPacketBytes, LeastPacketBytes, MostPacketBytes));

    private static int Number(IConfiguration configuration, string key, int unset, int least, int most) =>
        configuration.Text(key) is { } text ? (int)ConfiguredNumber.Parse(key, text, least, most) : unset;
}
