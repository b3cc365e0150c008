using QueueService.Partitions.Contents;
using QueueService.Partitions.Messages;
using QueueService.Tests.Core.Formats;
using QueueService.Wire;

namespace QueueService.Tests.Core.Partitions.Contents;

public sealed class ContentFormatTests
{
    private const string Pinned =
        "2e01010a746578742f706c61696e02016703016404017401056c6162656c017804016e020001310401620300"
            + "0200ff";

    [Fact]
    public void Header_WhenPinned_NeverChanges()
    {
        Assert.Equal(Pinned, Hex.Of(ContentCodec.Header(FormatSamples.Message)));
        Assert.Equal("0101", Hex.Of(ContentCodec.Header(new NewMessage { Body = default, IsText = true })));
        Assert.Equal("0100", Hex.Of(ContentCodec.Header(new NewMessage { Body = default, IsText = false })));
    }

    [Fact]
    public void Decode_WhenPinned_GivesWhatWasWritten()
    {
        NewMessage message = FormatSamples.Message;
        Content content = ContentCodec.Decode(Hex.Bytes(Pinned + Hex.Of(message.Body)));
        Assert.Equal(
            (true, message.ContentType, message.GroupId, message.DeduplicationId),
            (content.IsText, content.ContentType, content.GroupId, content.DeduplicationId));
        Assert.Equal(message.Body.ToArray(), content.Body.ToArray());
        Assert.Equal(
            message.Attributes.Select(attribute =>
                (attribute.Name, attribute.Kind, attribute.Label, Hex.Of(attribute.Value))),
            content.Attributes.Select(attribute =>
                (attribute.Name, attribute.Kind, attribute.Label, Hex.Of(attribute.Value))));
    }

    [Fact]
    public void Header_WithABoolean_NeverChanges()
    {
        const string Bytes = "0b01" + "04" + "0161" + "04" + "00" + "0474727565";
        NewMessage message = new()
        {
            Body = default,
            IsText = true,
            Attributes = [new MessageAttribute("a", AttributeKind.Boolean, "true"u8.ToArray())],
        };
        Assert.Equal(Bytes, Hex.Of(ContentCodec.Header(message)));
        MessageAttribute attribute = Assert.Single(ContentCodec.Decode(Hex.Bytes(Bytes)).Attributes);
        Assert.Equal(("a", AttributeKind.Boolean), (attribute.Name, attribute.Kind));
        Assert.Equal("true"u8.ToArray(), attribute.Value.ToArray());
    }

    [Fact]
    public void Header_OfWhatWasPublished_NeverChanges()
    {
        const string Bytes = "0a01" + "050178" + "060161" + "060162";
        NewMessage message = new() { Body = default, IsText = true, Exchange = "x", RoutingKeys = ["a", "b"] };
        Assert.Equal(Bytes, Hex.Of(ContentCodec.Header(message)));
        Content content = ContentCodec.Decode(Hex.Bytes(Bytes));
        Assert.Equal(("x", "a"), (content.Exchange, content.FirstKey));
        Assert.Equal(["a", "b"], content.RoutingKeys);
    }

    /// <summary>A flag, a field and a kind of attribute whose numbers were never given out.</summary>
    [Theory]
    [InlineData("0102")]
    [InlineData("0201ff")]
    [InlineData("0701" + "04" + "0161" + "05" + "00" + "00")]
    public void Decode_WhenALaterProgramMayHaveWrittenIt_SaysSo(string hex) =>
        Assert.Throws<UnknownFormatException>(() => ContentCodec.Decode(Hex.Bytes(hex)));
}
