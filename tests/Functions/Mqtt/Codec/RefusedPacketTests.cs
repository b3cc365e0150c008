using QueueService.Functions.Mqtt.Codec;
using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>What MQTT forbids is refused, and with the code that it names.</summary>
public sealed class RefusedPacketTests
{
    private const int Malformed = (int)ReasonCode.MalformedPacket;
    private const int Forbidden = (int)ReasonCode.ProtocolError;
    private const int TopicNameInvalid = (int)ReasonCode.TopicNameInvalid;
    private const int TopicAliasInvalid = (int)ReasonCode.TopicAliasInvalid;

    public static TheoryData<string, string, int> Everywhere => new()
    {
        // Types and flags.
        { "00", "", Malformed },
        { "80", "0001 [] 'a' 00", Malformed },
        { "83", "0001 [] 'a' 00", Malformed },
        { "A0", "0001 [] 'a'", Malformed },
        { "60", "0001", Malformed },
        { "63", "0001", Malformed },
        { "4F", "0001", Malformed },
        { "51", "0001", Malformed },
        { "72", "0001", Malformed },
        { "C1", "", Malformed },
        { "EF", "", Malformed },
        { "10", "'MQTT' 04 02 003C 'c'", Forbidden },
        { "10", "'MQTT' 05 02 003C [] 'c'", Forbidden },
        { "20", "00 00", Forbidden },
        { "90", "0001 00", Forbidden },
        { "B0", "0001", Forbidden },
        { "D0", "", Forbidden },

        // Bodies that are too long or too short.
        { "C0", "0000", Malformed },
        { "40", "00", Malformed },
        { "40", "", Malformed },
        { "30", "", Malformed },
        { "30", "00", Malformed },
        { "30", "0005 61", Malformed },
        { "32", "'t' 00", Malformed },
        { "82", "00", Malformed },

        // Strings.
        { "30", "0002 C0AF 00", Malformed },
        { "30", "0001 FF 00", Malformed },
        { "30", "0002 E282 00", Malformed },
        { "30", "0003 EDA080 00", Malformed },
        { "30", "0006 EDA080EDB080 00", Malformed },
        { "30", "0004 F4908080 00", Malformed },
        { "30", "0005 F888808080 00", Malformed },
        { "30", "0003 610062 00", Malformed },

        // Packet ids.
        { "32", "'t' 0000 00", Forbidden },
        { "34", "'t' 0000 00", Forbidden },
        { "40", "0000", Forbidden },
        { "50", "0000", Forbidden },
        { "62", "0000", Forbidden },
        { "70", "0000", Forbidden },

        // PUBLISH.
        { "36", "'t' 0001 00", Malformed },
        { "3E", "'t' 0001 00", Malformed },
        { "38", "'t' 00", Malformed },
        { "30", "'a/+' 00", TopicNameInvalid },
        { "30", "'a/#' 00", TopicNameInvalid },
        { "30", "'+a' 00", TopicNameInvalid },
        { "30", "'' 00", Forbidden },
    };

    public static TheoryData<string, string, int> InMqtt5 => new()
    {
        // Properties: which.
        { "30", "'t' [04 00]", Malformed },
        { "30", "'t' [2B 00]", Malformed },
        { "30", "'t' [8101 00]", Malformed },
        { "30", "'t' [00]", Malformed },
        { "30", "'t' [11 00000001]", Malformed },
        { "30", "'t' [2A 01]", Malformed },
        { "30", "'t' [18 00000001]", Malformed },
        { "82", "0001 [21 0001] 'a' 00", Malformed },
        { "A2", "0001 [0B 01] 'a'", Malformed },
        { "40", "0001 00 [02 00000001]", Malformed },
        { "E0", "00 [13 0001]", Malformed },

        // How long they are.
        { "30", "'t'", Malformed },
        { "30", "'t' 80", Malformed },
        { "30", "'t' 8000", Malformed },
        { "30", "'t' 8080808001", Malformed },
        { "30", "'t' 05 0100", Malformed },
        { "30", "'t' 01 0100", Malformed },
        { "30", "'t' [02 000000]", Malformed },
        { "30", "'t' [23 00]", Malformed },
        { "30", "'t' [03 0005 61]", Malformed },
        { "30", "'t' [09 0005 61]", Malformed },
        { "30", "'t' [26 'n']", Malformed },
        { "82", "0001 [0B 8080808001] 'a' 00", Malformed },
        { "82", "0001 [0B 8100] 'a' 00", Malformed },
        { "82", "0001 [0B 80] 'a' 00", Malformed },

        // How often.
        { "30", "'t' [01 00 01 00]", Forbidden },
        { "30", "'t' [02 00000001 02 00000001]", Forbidden },
        { "30", "'t' [03 'a' 03 'a']", Forbidden },
        { "30", "'t' [08 'a' 08 'a']", Forbidden },
        { "30", "'t' [09 'a' 09 'a']", Forbidden },
        { "30", "'t' [23 0001 23 0001]", Forbidden },
        { "82", "0001 [0B 01 0B 02] 'a' 00", Forbidden },
        { "40", "0001 00 [1F 'a' 1F 'a']", Forbidden },
        { "E0", "00 [11 00000001 11 00000001]", Forbidden },
        { "F0", "18 [15 'm' 15 'm']", Forbidden },
        { "F0", "18 [15 'm' 16 'd' 16 'd']", Forbidden },

        // Which values.
        { "30", "'t' [01 02]", Forbidden },
        { "30", "'t' [23 0000]", TopicAliasInvalid },
        { "82", "0001 [0B 00] 'a' 00", Forbidden },
        { "30", "'t' [08 'a/#']", Forbidden },
        { "30", "'t' [08 '+']", Forbidden },
        { "30", "'t' [03 0001 FF]", Malformed },
        { "30", "'t' [26 0001 FF 'v']", Malformed },
        { "30", "'t' [26 'n' 0002 C0AF]", Malformed },
        { "30", "'t' [26 'n' 0001 00]", Malformed },

        // Those that only servers send.
        { "30", "'t' [0B 01]", Forbidden },
        { "30", "'t' [0B 01 0B 02]", Forbidden },
        { "30", "'t' [0B 00]", Forbidden },
        { "E0", "00 [1C 's']", Forbidden },
    };

    public static TheoryData<string, string, int> OfTypesInMqtt5 => new()
    {
        // SUBSCRIBE and UNSUBSCRIBE.
        { "82", "0001 []", Forbidden },
        { "82", "0000 [] 'a' 00", Forbidden },
        { "82", "0001 [] 'a'", Malformed },
        { "82", "0001 [] 'a' 00 'b'", Malformed },
        { "82", "0001 [] 0001 FF 00", Malformed },
        { "82", "0001 [] 0001 00 00", Malformed },
        { "82", "0001 [] 'a' 40", Malformed },
        { "82", "0001 [] 'a' 80", Malformed },
        { "82", "0001 [] 'a' 03", Forbidden },
        { "82", "0001 [] 'a' 30", Forbidden },
        { "82", "0001 [] '$share/g/a' 04", Forbidden },
        { "A2", "0001 []", Forbidden },
        { "A2", "0000 [] 'a'", Forbidden },
        { "A2", "0001 [] 0001 FF", Malformed },

        // Reason codes.
        { "40", "0001 55", Forbidden },
        { "40", "0001 92", Forbidden },
        { "50", "0001 01", Forbidden },
        { "62", "0001 80", Forbidden },
        { "70", "0001 10", Forbidden },
        { "40", "0001 00 [] 00", Malformed },
        { "E0", "44", Forbidden },
        { "E0", "8E", Forbidden },
        { "E0", "8B", Forbidden },
        { "E0", "01", Forbidden },
        { "E0", "00 [] 00", Malformed },
        { "F0", "", Forbidden },
        { "F0", "00 [15 'm']", Forbidden },
        { "F0", "18", Malformed },
        { "F0", "18 []", Forbidden },
        { "F0", "18 [16 'd']", Forbidden },
        { "F1", "18 [15 'm']", Malformed },
    };

    public static TheoryData<string, string, int> InMqtt311 => new()
    {
        { "F0", "", Malformed },
        { "E0", "00", Malformed },
        { "40", "0001 00", Malformed },
        { "62", "0001 00", Malformed },
        { "82", "0001", Forbidden },
        { "82", "0000 'a' 00", Forbidden },
        { "82", "0001 'a'", Malformed },
        { "82", "0001 'a' 03", Forbidden },
        { "82", "0001 'a' 04", Malformed },
        { "82", "0001 'a' 08", Malformed },
        { "82", "0001 'a' 10", Malformed },
        { "82", "0001 'a' F1", Malformed },
        { "A2", "0001", Forbidden },
        { "A2", "0000 'a'", Forbidden },
        { "A2", "0001 0001 FF", Malformed },
    };

    [Theory]
    [MemberData(nameof(Everywhere))]
    [MemberData(nameof(InMqtt5))]
    [MemberData(nameof(OfTypesInMqtt5))]
    public void Read_WhenMqtt5ForbidsIt_RefusesWithTheCode(string first, string body, int code) =>
        AssertRefused(first, body, ProtocolLevel.Mqtt5, code);

    [Theory]
    [MemberData(nameof(Everywhere))]
    [MemberData(nameof(InMqtt311))]
    public void Read_WhenMqtt311ForbidsIt_RefusesWithTheCode(string first, string body, int code) =>
        AssertRefused(first, body, ProtocolLevel.Mqtt311, code);

    private static void AssertRefused(string first, string body, ProtocolLevel level, int code)
    {
        byte type = Convert.FromHexString(first)[0];
        RefusedPacket refused = Assert.IsType<RefusedPacket>(
            PacketDecoder.Read(type, PacketText.Bytes(body), level), exactMatch: false);
        Assert.Equal((ReasonCode)code, refused.Refusal.Code);
        Assert.EndsWith(".", refused.Refusal.Sentence, StringComparison.Ordinal);
    }
}
