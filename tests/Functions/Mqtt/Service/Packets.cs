using System.Text;

namespace QueueService.Tests.Functions.Mqtt.Service;

/// <summary>Packets of clients as bytes.</summary>
internal static class Packets
{
    /// <param name="level">4 for MQTT 3.1.1, 5 for 5.0.</param>
    /// <param name="properties">In hexadecimal digits, without their length.</param>
    public static byte[] Connect(
        string clientId, int level = 5, string properties = "", int keepAlive = 0, (string User, string Password)? login = null)
    {
        List<byte> body = [0, 4, .. "MQTT"u8, (byte)level, (byte)(login is null ? 2 : 0xC2), (byte)(keepAlive >> 8), (byte)keepAlive];
        if (level == 5)
            body.AddRange(Properties(properties));
        body.AddRange(Text(clientId));
        if (login is { } shown)
            body.AddRange([.. Text(shown.User), .. Text(shown.Password)]);
        return Packet(0x10, body);
    }

    /// <param name="qos">With a packet id from 1 on.</param>
    public static byte[] Publish(
        string topic, string payload, int qos = 0, int packetId = 1, int level = 5, string properties = "", bool retain = false)
    {
        List<byte> body = [.. Text(topic)];
        if (qos > 0)
            body.AddRange([(byte)(packetId >> 8), (byte)packetId]);
        if (level == 5)
            body.AddRange(Properties(properties));
        return Packet(0x30 | (qos << 1) | (retain ? 1 : 0), [.. body, .. Encoding.UTF8.GetBytes(payload)]);
    }

    /// <param name="options">The byte of options of the one filter.</param>
    public static byte[] Subscribe(string filter, int options = 0, int packetId = 1, int level = 5, string properties = "") =>
        Packet(0x82, [(byte)(packetId >> 8), (byte)packetId, .. level == 5 ? Properties(properties) : [], .. Text(filter), (byte)options]);

    private static byte[] Properties(string hex) => [(byte)(hex.Length / 2), .. Convert.FromHexString(hex)];

    private static byte[] Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return [(byte)(utf8.Length >> 8), (byte)utf8.Length, .. utf8];
    }

    private static byte[] Packet(int first, List<byte> body)
    {
        List<byte> length = [];
        for (int rest = body.Count; ; rest >>= 7)
        {
            length.Add((byte)(rest < 128 ? rest : (rest & 127) | 128));
            if (rest < 128)
                return [(byte)first, .. length, .. body];
        }
    }
}
