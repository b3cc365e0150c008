using System.Text;
using QueueService.Functions.Sqs.Digests;
using QueueService.Functions.Sqs.Messages;
using QueueService.Partitions.Messages;

namespace QueueService.Tests.Functions.Sqs;

/// <summary>Digests beside those that were recorded from AWS.</summary>
public sealed class MessageDigestTests
{
    [Theory]
    [InlineData("message", "78e731027d8fd50ed642340b7c9a63b3")]
    [InlineData("Hello World!", "ed076287532e86365e841e92bfc50d8c")]
    [InlineData("😀", "2a02eac39d716a70ecf37579185927b6")]
    public void OfBody_WhenAsked_IsThatOfAws(string body, string digest) =>
        Assert.Equal(digest, Md5Digest.Of(Encoding.UTF8.GetBytes(body)).ToString());

    /// <param name="attributes">Name, data type and value of each, separated by '|'.</param>
    [Theory]
    [InlineData("235c5c510d26fb653d073faed50ae77c", "timestamp|Number|1493147359900")]
    [InlineData("ae7155c6026991b6d54b11589678bf9c", "Foo|String|Bar")]
    [InlineData("a45daa70926828a2f0a1db3418e6feb4", "k|String|x")]
    [InlineData("4c360f3fdafd970e05fae2f149d997f5", "Help.Me|String|Me", "Hello|String|There", "General|String|Kenobi")]
    [InlineData("8cbe4db156db8a94db8b801b7addb984", "attr1|Binary|traceparent\u001e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01")]
    [InlineData("2e2e4876d8e0bd6b8c2c8f556831c349", "timestamp|Number.java.lang.Long|1493147359900")]
    [InlineData("4173f5483dc4fe840a5e0b22312e8404", "red|String|fish", "blue|String|cat", "green|Binary|dog", "yellow|Number|1234567890", "orange|Number.custom|0987654321")]
    [InlineData("58c31aa2c6f86e71ff54a61b9681da91", "n|Number.int|4")]
    [InlineData("d3e6529774873289bf819d94e809f694", "b|String|1", "B|String|2", "a.b|String|3")]
    [InlineData("f29b4fc0454f796b53ebfe9b7e4207d1", "n|String|żółć")]
    public void OfAttributes_WhenAsked_IsThatOfAws(string digest, params string[] attributes) =>
        Assert.Equal(digest, MessageDigest.OfAttributes([.. attributes.Select(Attribute)]).ToString());

    [Fact]
    public void OfTrace_WhenAsked_IsThatOfAws()
    {
        const string Trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        MessageAttribute trace = new(MessageAttributes.TraceHeader, AttributeKind.Text, Encoding.UTF8.GetBytes(Trace));
        Assert.Equal("5ae4d5d7636402d80f4eb6d213245a88", MessageDigest.OfTrace(trace).ToString());
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("-12.50", true)]
    [InlineData("+1e3", true)]
    [InlineData(".5", true)]
    [InlineData("1E126", true)]
    [InlineData("1E127", false)]
    [InlineData("12345678901234567890123456789012345678", true)]
    [InlineData("123456789012345678901234567890123456789", false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData("1,5", false)]
    [InlineData("0x10", false)]
    [InlineData("NaN", false)]
    public void IsNumber_WhenAsked_KnowsWhatSqsTakes(string text, bool isNumber) =>
        Assert.Equal(isNumber, NumberText.IsNumber(Encoding.UTF8.GetBytes(text)));

    private static MessageAttribute Attribute(string text)
    {
        string[] parts = text.Split('|');
        string[] type = parts[1].Split('.', 2);
        AttributeKind kind = type[0] switch
        {
            "String" => AttributeKind.Text,
            "Number" => AttributeKind.Number,
            _ => AttributeKind.Binary,
        };
        return new MessageAttribute(parts[0], kind, Encoding.UTF8.GetBytes(parts[2]), type.Length == 2 ? type[1] : null);
    }
}
