using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Codec.Properties;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>The bytes in which properties of messages are kept.</summary>
public sealed class StoredPropertiesTests
{
    private const string AllBytes = "0101 03000A746578742F706C61696E 08000161 09000300FF01 260001620001312600016100013226000162000133 260000 0000";

    private static readonly MessageProperties All = new()
    {
        IsText = true,
        ContentType = "text/plain",
        ResponseTopic = "a",
        CorrelationData = [0x00, 0xFF, 0x01],
        UserProperties = [new("b", "1"), new("a", "2"), new("b", "3"), new("", "")],
    };

    [Fact]
    public void Encode_WhenAllIsThere_GivesTheBytesThatAreKept()
    {
        Assert.Equal(PacketText.Bytes(AllBytes), StoredProperties.Encode(All));
        Assert.Empty(StoredProperties.Encode(new MessageProperties()));
        Assert.Equal([0x01, 0x00], StoredProperties.Encode(new MessageProperties { IsText = false }));
    }

    [Fact]
    public void Decode_WhenBytesWereKept_GivesWhatTheySay()
    {
        MessageProperties decoded = StoredProperties.Decode(PacketText.Bytes(AllBytes));
        Assert.Equal(All.UserProperties, decoded.UserProperties);
        Assert.Equal(All.CorrelationData, decoded.CorrelationData);
        Assert.Equal((true, "text/plain", "a"), (decoded.IsText, decoded.ContentType, decoded.ResponseTopic));
        decoded = StoredProperties.Decode(default);
        Assert.Equal((null, null, null, null), (decoded.IsText, decoded.ContentType, decoded.ResponseTopic, decoded.CorrelationData));
        Assert.Empty(decoded.UserProperties);
    }

    /// <summary>Publishers choose the order, and receivers get it.</summary>
    [Fact]
    public void Decode_WhenTheOrderIsAnother_GivesTheSame()
    {
        MessageProperties decoded = StoredProperties.Decode(PacketText.Bytes("26 'b' '1' 09 'd' 26 'a' '2' 01 00"));
        Assert.Equal([new UserProperty("b", "1"), new UserProperty("a", "2")], decoded.UserProperties);
        Assert.Equal("d"u8, decoded.CorrelationData!);
        Assert.False(decoded.IsText);
    }

    [Theory]
    [InlineData("02 00000001")]
    [InlineData("23 0001")]
    [InlineData("0B 01")]
    [InlineData("01")]
    [InlineData("03 0005 61")]
    [InlineData("03 0001 FF")]
    [InlineData("01 00 01 00")]
    public void Decode_WhenBytesCannotHaveBeenKept_Fails(string bytes) =>
        Assert.Throws<FormatException>(() => StoredProperties.Decode(PacketText.Bytes(bytes)));

    [Fact]
    public void Encode_WhenMqttCannotSayIt_Fails()
    {
        MessageProperties[] bad =
        [
            new() { ContentType = "a\0b" },
            new() { ContentType = "\ud800" },
            new() { ContentType = new string('x', 65_536) },
            new() { ResponseTopic = "a/#" },
            new() { CorrelationData = new byte[65_536] },
            new() { UserProperties = [new("a\0", "")] },
            new() { UserProperties = [new("", "\udc00")] },
        ];
        foreach (MessageProperties properties in bad)
            Assert.ThrowsAny<ArgumentException>(() => StoredProperties.Encode(properties));
        Assert.Equal(65_538, StoredProperties.Encode(new MessageProperties { CorrelationData = new byte[65_535] }).Length);
    }
}
