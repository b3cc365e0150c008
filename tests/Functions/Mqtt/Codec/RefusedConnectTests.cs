using System.Buffers;
using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Writing;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>First packets that are refused: why, and with which bytes.</summary>
public sealed class RefusedConnectTests
{
    private const int Malformed = (int)ReasonCode.MalformedPacket;
    private const int Forbidden = (int)ReasonCode.ProtocolError;
    private const int TopicNameInvalid = (int)ReasonCode.TopicNameInvalid;
    private const int Unsupported = (int)ReasonCode.UnsupportedProtocolVersion;

    /// <summary>First byte, body, code, and the answer; of an answer that has a Reason String, how it begins.</summary>
    public static TheoryData<string, string, int, string> Refused => new()
    {
        // No CONNECT at all is not answered.
        { "C0", "", Forbidden, "" },
        { "30", "'MQTT' 05 02 00000001", Forbidden, "" },
        { "F0", "18 [15 'm']", Forbidden, "" },
        { "10", "", Malformed, "" },
        { "10", "00", Malformed, "" },
        { "10", "0004 4D51", Malformed, "" },
        { "10", "'MQTT'", Malformed, "" },
        { "10", "0004 FF515454 05 02 003C [] 'c'", Malformed, "" },

        // Versions.
        { "10", "'MQIsdp' 03 02 003C 'c'", Unsupported, "20020001" },
        { "10", "'MQIsdp' 04 02 003C 'c'", Unsupported, "20020001" },
        { "10", "'MQTT' 03 02 003C 'c'", Unsupported, "20020001" },
        { "10", "'MQTT' 00 02 003C 'c'", Unsupported, "20020001" },
        { "10", "'MQTT' 06 02 003C [] 'c'", Unsupported, "2003008400" },
        { "10", "'MQTT' 7F", Unsupported, "2003008400" },
        { "10", "'MQTT' 83 02 003C 'c'", Unsupported, "20020001" },
        { "10", "'MQTT' 84 02 003C 'c'", Unsupported, "20020001" },
        { "10", "'MQTT' 85 02 003C [] 'c'", Unsupported, "2003008400" },
        { "10", "'mqtt' 04 02 003C 'c'", Unsupported, "20020001" },
        { "10", "'mqtt' 05 02 003C [] 'c'", Unsupported, "2003008400" },
        { "10", "'' 05 02 003C [] 'c'", Unsupported, "2003008400" },

        // Flags. MQTT 3.1.1 has no word for these, so that the connection just closes.
        { "1F", "'MQTT' 05 02 003C [] 'c'", Malformed, "20..0081" },
        { "1F", "'MQTT' 04 02 003C 'c'", Malformed, "" },
        { "10", "'MQTT' 05 03 003C [] 'c'", Malformed, "20..0081" },
        { "10", "'MQTT' 04 03 003C 'c'", Malformed, "" },
        { "10", "'MQTT' 05 0A 003C [] 'c'", Malformed, "20..0081" },
        { "10", "'MQTT' 05 22 003C [] 'c'", Malformed, "20..0081" },
        { "10", "'MQTT' 04 12 003C 'c'", Malformed, "" },
        { "10", "'MQTT' 04 22 003C 'c'", Malformed, "" },
        { "10", "'MQTT' 05 1E 003C [] 'c' [] 't' 'm'", Malformed, "20..0081" },
        { "10", "'MQTT' 04 1E 003C 'c' 't' 'm'", Malformed, "" },
        { "10", "'MQTT' 04 42 003C 'c' 'p'", Malformed, "" },

        // Strings and lengths.
        { "10", "'MQTT' 05 02 003C [] 0001 FF", Malformed, "20..0081" },
        { "10", "'MQTT' 05 02 003C [] 0002 C0AF", Malformed, "20..0081" },
        { "10", "'MQTT' 05 02 003C [] 0003 EDA080", Malformed, "20..0081" },
        { "10", "'MQTT' 05 02 003C [] 0003 610062", Malformed, "20..0081" },
        { "10", "'MQTT' 05 82 003C [] 'c' 0001 FF", Malformed, "20..0081" },
        { "10", "'MQTT' 04 02 003C 0001 FF", Malformed, "" },
        { "10", "'MQTT' 05 02 003C [] 'c' 00", Malformed, "20..0081" },
        { "10", "'MQTT' 04 02 003C 'c' 00", Malformed, "" },
        { "10", "'MQTT' 05 82 003C [] 'c'", Malformed, "20..0081" },
        { "10", "'MQTT' 05 C2 003C [] 'c' 'u'", Malformed, "20..0081" },
        { "10", "'MQTT' 05 06 003C [] 'c' [] 't'", Malformed, "20..0081" },
        { "10", "'MQTT' 05 02 003C", Malformed, "20..0081" },
        { "10", "'MQTT' 05 02 003C 0111 00000001 'c'", Malformed, "20..0081" },
        { "10", "'MQTT' 05 02 003C 8000 'c'", Malformed, "20..0081" },
        { "10", "'MQTT' 05", Malformed, "20..0081" },
    };

    public static TheoryData<string, string, int, string> RefusedProperties => new()
    {
        // Properties.
        { "10", "'MQTT' 05 02 003C [01 00] 'c'", Malformed, "20..0081" },
        { "10", "'MQTT' 05 02 003C [12 'a'] 'c'", Malformed, "20..0081" },
        { "10", "'MQTT' 05 02 003C [18 00000001] 'c'", Malformed, "20..0081" },
        { "10", "'MQTT' 05 02 003C [7E 00] 'c'", Malformed, "20..0081" },
        { "10", "'MQTT' 05 02 003C [11 00000001 11 00000001] 'c'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 02 003C [21 0001 21 0001] 'c'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 02 003C [22 0001 22 0001] 'c'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 02 003C [27 00000001 27 00000001] 'c'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 02 003C [15 'm' 15 'm'] 'c'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 02 003C [21 0000] 'c'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 02 003C [27 00000000] 'c'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 02 003C [17 02] 'c'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 02 003C [19 02] 'c'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 02 003C [16 'd'] 'c'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 02 003C [26 0001 FF 'v'] 'c'", Malformed, "20..0081" },

        // Wills.
        { "10", "'MQTT' 05 06 003C [] 'c' [] 'a/#' 'm'", TopicNameInvalid, "20..0090" },
        { "10", "'MQTT' 05 06 003C [] 'c' [] 'a/+' 'm'", TopicNameInvalid, "20..0090" },
        { "10", "'MQTT' 05 06 003C [] 'c' [] '' 'm'", TopicNameInvalid, "20..0090" },
        { "10", "'MQTT' 04 06 003C 'c' 'a/#' 'm'", TopicNameInvalid, "20020005" },
        { "10", "'MQTT' 05 06 003C [] 'c' [01 02] 't' 'm'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 06 003C [] 'c' [18 00000001 18 00000001] 't' 'm'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 06 003C [] 'c' [08 '#'] 't' 'm'", Forbidden, "20..0082" },
        { "10", "'MQTT' 05 06 003C [] 'c' [23 0001] 't' 'm'", Malformed, "20..0081" },
        { "10", "'MQTT' 05 06 003C [] 'c' [] 0001 FF 'm'", Malformed, "20..0081" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    [MemberData(nameof(RefusedProperties))]
    public void ReadConnect_WhenItIsForbidden_IsAnsweredAsFarAsTheClientUnderstands(
        string first, string body, int code, string answer)
    {
        RefusedConnect refused = Assert.IsType<RefusedConnect>(
            PacketDecoder.ReadConnect(Convert.FromHexString(first)[0], PacketText.Bytes(body)));
        Assert.Equal((ReasonCode)code, refused.Refusal.Code);
        ArrayBufferWriter<byte> output = new();
        Assert.Equal(answer.Length > 0, ControlPackets.Connack(output, refused));
        Assert.Matches($"^{answer}{(answer.Contains('.', StringComparison.Ordinal) ? "" : "$")}", Convert.ToHexString(output.WrittenSpan));
    }

    [Fact]
    public void ReadConnect_WhenItIsCutAnywhere_IsRefused()
    {
        byte[] body = PacketText.Bytes("'MQTT' 05 C6 003C [11 00000001] 'c' [18 00000001] 't' 'm' 'u' 'p'");
        Assert.IsType<ConnectPacket>(PacketDecoder.ReadConnect(0x10, body));
        for (int length = 0; length < body.Length; length++)
            Assert.IsType<RefusedConnect>(PacketDecoder.ReadConnect(0x10, body.AsMemory(0, length)));
    }
}
