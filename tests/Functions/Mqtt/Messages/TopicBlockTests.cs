using QueueService.Functions.Mqtt.Codec.Packets;
using QueueService.Functions.Mqtt.Messages;

namespace QueueService.Tests.Functions.Mqtt.Messages;

/// <summary>Pins what is stored of a PUBLISH: whoever changes it makes the stored data unreadable.</summary>
public sealed class TopicBlockTests
{
    private static readonly DateTimeOffset Expiry = DateTimeOffset.FromUnixTimeMilliseconds(0x0102030405);

    [Fact]
    public void Encode_WithEverything_HasItsBytesAndComesBack() =>
        AssertStored("0e0504030201000000" + "0200" + "c3a9" + "0101", new(QoS.ExactlyOnce, true, Expiry, "é", new byte[] { 1, 1 }));

    [Fact]
    public void Encode_WithNothing_HasItsBytesAndComesBack() =>
        AssertStored("000000", new(QoS.AtMostOnce, false, null, "", ReadOnlyMemory<byte>.Empty));

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("080000")]
    [InlineData("000100")]
    [InlineData("030000")]
    [InlineData("100000")]
    public void Decode_WhatCannotHaveBeenWritten_IsRefused(string hex) =>
        Assert.Throws<FormatException>(() => TopicBlock.Decode(Convert.FromHexString(hex)));

    private static void AssertStored(string hex, TopicBlock block)
    {
        byte[] bytes = block.Encode();
        Assert.Equal(hex, Convert.ToHexStringLower(bytes));
        TopicBlock read = TopicBlock.Decode(bytes);
        Assert.Equal(
            (block.QoS, block.Retain, block.ExpiresAt, block.Client),
            (read.QoS, read.Retain, read.ExpiresAt, read.Client));
        Assert.Equal(block.Properties.ToArray(), read.Properties.ToArray());
    }
}
