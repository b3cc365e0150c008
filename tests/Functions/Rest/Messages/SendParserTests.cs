using System.Text;
using QueueService.Functions.Rest.Messages;
using QueueService.Partitions.Messages;

namespace QueueService.Tests.Functions.Rest.Messages;

public sealed class SendParserTests
{
    [Fact]
    public void Parse_WhenEveryMemberIsThere_KeepsAll()
    {
        NewMessage message = Assert.Single(Parse("""
            {"messages":[{"body":"h\u00e9 \"\n\ud83d\ude00","contentType":"text/plain","delaySeconds":1.5,"groupId":"g~!",
             "deduplicationId":"d","attributes":{"t":"x","n":1.50e+3,"b":{"base64":"AAE="},"A.b_c-9":"","yes":true,"no":false}}]}
            """));
        Assert.Equal("hé \"\n😀", Encoding.UTF8.GetString(message.Body.Span));
        Assert.True(message.IsText);
        Assert.Equal("text/plain", message.ContentType);
        Assert.Equal(TimeSpan.FromSeconds(1.5), message.Delay);
        Assert.Equal("g~!", message.GroupId);
        Assert.Equal("d", message.DeduplicationId);
        Assert.Equal(["t", "n", "b", "A.b_c-9", "yes", "no"], message.Attributes.Select(attribute => attribute.Name));
        Assert.Equal("1.50e+3"u8.ToArray(), message.Attributes[1].Value.ToArray());
        Assert.Equal(AttributeKind.Number, message.Attributes[1].Kind);
        Assert.Equal([0, 1], message.Attributes[2].Value.ToArray());
        Assert.All(message.Attributes.Skip(4), attribute => Assert.Equal(AttributeKind.Boolean, attribute.Kind));
        Assert.Equal(["true", "false"], message.Attributes.Skip(4).Select(
            attribute => Encoding.UTF8.GetString(attribute.Value.Span)));
    }

    [Theory]
    [InlineData("""{"messages":[{"bodyBase64":"AAEC\/w=="}]}""", new byte[] { 0, 1, 2, 255 })]
    [InlineData("""{"messages":[{"bodyBase64":""}]}""", new byte[0])]
    [InlineData("""{"m\u0065ssages":[{"\u0062odyBase64":"AA=="}]}""", new byte[] { 0 })]
    public void Parse_WhenBodyIsBase64_DecodesIt(string json, byte[] expected)
    {
        NewMessage message = Assert.Single(Parse(json));
        Assert.False(message.IsText);
        Assert.Equal(expected, message.Body.ToArray());
    }

    [Theory]
    [InlineData("", "MalformedJson", "The request has no body")]
    [InlineData("[\n", "InvalidType", "an object")]
    [InlineData("{", "MalformedJson", "byte 1")]
    [InlineData("{\n\n x", "MalformedJson", "byte 4")]
    [InlineData("""{"messages":[{"body":"x"}]} 1""", "MalformedJson", "byte 28")]
    [InlineData("""{"messages":[{"body":"x"},]}""", "MalformedJson", "byte 26")]
    [InlineData("""{"messages":[{"body":"x"}]/**/}""", "MalformedJson", "byte 26")]
    [InlineData("""{"messages":[{"body":01}]}""", "MalformedJson", "byte 22")]
    [InlineData("""{"messages":[{"body":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}]}""", "InvalidType", "messages[0].body")]
    [InlineData("""{"messages":[{"boddy":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}]}""", "UnknownMember", "messages[0].boddy")]
    [InlineData("""[]""", "InvalidType", "The request must be an object, not an array")]
    [InlineData("""{}""", "InvalidRequest", "messages")]
    [InlineData("""{"messages":[]}""", "InvalidRequest", "1 to 100")]
    [InlineData("""{"messages":{}}""", "InvalidType", "'messages' must be an array, not an object")]
    [InlineData("""{"messages":[1]}""", "InvalidType", "'messages[0]' must be an object, not a number")]
    [InlineData("""{"messages":[{}]}""", "InvalidMessage", "'messages[0]' has neither")]
    [InlineData("""{"messages":[{"body":"a"},{"body":"b","bodyBase64":"AA=="}]}""", "InvalidMessage", "'messages[1]' has both")]
    [InlineData("""{"messages":[{"body":null}]}""", "InvalidType", "'messages[0].body' must be a string, not null")]
    [InlineData("""{"messages":[{"body":"a","body":"b"}]}""", "DuplicateMember", "messages[0].body")]
    [InlineData("""{"messages":[{"body":"a"}],"messages":[{"body":"a"}]}""", "DuplicateMember", "messages")]
    [InlineData("""{"messages":[{"body":"a"},{"body":"a"},{"body":"a"},{"boddy":"x"}]}""", "UnknownMember", "messages[3].boddy")]
    [InlineData("""{"messages":[{"body":"a","priority":1}]}""", "UnknownMember", "messages[0].priority")]
    [InlineData("""{"messages":[{"body":"a","notBefore":"2030-01-01T00:00:00Z"}]}""", "UnknownMember", "notBefore")]
    [InlineData("""{"messages":[{"body":"a","ttlSeconds":1}]}""", "UnknownMember", "messages[0].ttlSeconds")]
    [InlineData("""{"message":[]}""", "UnknownMember", "'message'")]
    [InlineData("""{"messages":[{"Body":"a"}]}""", "UnknownMember", "Body")]
    [InlineData("""{"messages":[{"body":"\ud800"}]}""", "InvalidUnicode", "byte 21")]
    [InlineData("""{"messages":[{"body":"a","\ud800":"a"}]}""", "InvalidUnicode", "byte 25")]
    [InlineData("""{"messages":[{"body":"a","groupId":"\udc00"}]}""", "InvalidUnicode", "byte")]
    [InlineData("""{"messages":[{"bodyBase64":"\ud800"}]}""", "InvalidUnicode", "byte")]
    [InlineData("""{"messages":[{"bodyBase64":"A"}]}""", "InvalidBase64", "messages[0].bodyBase64")]
    [InlineData("""{"messages":[{"bodyBase64":"AA-_"}]}""", "InvalidBase64", "messages[0].bodyBase64")]
    [InlineData("""{"messages":[{"bodyBase64":"AA =="}]}""", "InvalidBase64", "messages[0].bodyBase64")]
    [InlineData("""{"messages":[{"bodyBase64":" AAEC"}]}""", "InvalidBase64", "messages[0].bodyBase64")]
    [InlineData("""{"messages":[{"bodyBase64":"AAEC\n"}]}""", "InvalidBase64", "messages[0].bodyBase64")]
    [InlineData("""{"messages":[{"bodyBase64":"\tAA\/C"}]}""", "InvalidBase64", "messages[0].bodyBase64")]
    [InlineData("""{"messages":[{"bodyBase64":"    "}]}""", "InvalidBase64", "messages[0].bodyBase64")]
    [InlineData("""{"messages":[{"body":"a","attributes":{"a":{"base64":"A A="}}}]}""", "InvalidBase64", "attributes.a.base64")]
    [InlineData("""{"messages":[{"bodyBase64":1}]}""", "InvalidType", "messages[0].bodyBase64")]
    [InlineData("""{"messages":[{"body":"a","delaySeconds":901}]}""", "InvalidMessage", "from 0 to 900")]
    [InlineData("""{"messages":[{"body":"a","delaySeconds":-1}]}""", "InvalidMessage", "from 0 to 900")]
    [InlineData("""{"messages":[{"body":"a","delaySeconds":1e999}]}""", "InvalidMessage", "from 0 to 900")]
    [InlineData("""{"messages":[{"body":"a","delaySeconds":"1"}]}""", "InvalidType", "messages[0].delaySeconds")]
    [InlineData("""{"messages":[{"body":"a","groupId":""}]}""", "InvalidMessage", "'messages[0].groupId' must have 1 to 128")]
    [InlineData("""{"messages":[{"body":"a","groupId":"a b"}]}""", "InvalidMessage", "messages[0].groupId")]
    [InlineData("""{"messages":[{"body":"a","deduplicationId":"é"}]}""", "InvalidMessage", "messages[0].deduplicationId")]
    [InlineData("""{"messages":[{"body":"a","contentType":""}]}""", "InvalidMessage", "'messages[0].contentType' must have 1 to 256")]
    [InlineData("""{"messages":[{"body":"a","contentType":"a\nb"}]}""", "InvalidMessage", "messages[0].contentType")]
    [InlineData("""{"messages":[{"body":"a","attributes":[]}]}""", "InvalidType", "messages[0].attributes")]
    [InlineData("""{"messages":[{"body":"a","attributes":{"":1}}]}""", "InvalidMessage", "attribute name")]
    [InlineData("""{"messages":[{"body":"a","attributes":{"a b":1}}]}""", "InvalidMessage", "attribute name")]
    [InlineData("""{"messages":[{"body":"a","attributes":{"a":null}}]}""", "InvalidType", "messages[0].attributes.a")]
    [InlineData("""{"messages":[{"body":"a","attributes":{"a":{}}}]}""", "InvalidMessage", "base64")]
    [InlineData("""{"messages":[{"body":"a","attributes":{"a":{"base64":"!"}}}]}""", "InvalidBase64", "attributes.a.base64")]
    [InlineData("""{"messages":[{"body":"a","attributes":{"a":{"hex":"00"}}}]}""", "UnknownMember", "messages[0].attributes.a.hex")]
    [InlineData("""{"messages":[{"body":"a","attributes":{"a":1,"a":2}}]}""", "DuplicateMember", "messages[0].attributes.a")]
    public void Parse_WhenSomethingIsWrong_SaysWhatAndWhere(string json, string code, string inDetail) =>
        Refusals.Expect(code, inDetail, () => Parse(json));

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    public void Parse_WhenBytesAreNotUtf8_SaysAtWhichByte(byte[] bad)
    {
        byte[] json = [.. "{\"messages\":[{\"body\":\"ok "u8, .. bad, .. "\"}]}"u8];
        Refusals.Expect("InvalidUnicode", "at byte 25", () => SendParser.Parse(json));
    }

    [Fact]
    public void Parse_WhenNestedDeeperThan16_IsMalformed()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"a\":", 17)) + "1" + new string('}', 17);
        Assert.NotNull(Refusals.Of(() => Parse($$"""{"messages":[{"body":"x","attributes":{{deep}}}]}""")));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Parse_WhenBatchIsAtItsBound_TakesNoMore(int count, bool taken)
    {
        string json = $"{{\"messages\":[{string.Join(',', Enumerable.Repeat("{\"body\":\"x\"}", count))}]}}";
        Assert.Equal(taken ? null : "InvalidRequest", Refusals.Of(() => Parse(json))?.Code);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Parse_WhenAttributesAreAtTheirBound_TakesNoMore(int count, bool taken)
    {
        string attributes = string.Join(',', Enumerable.Range(0, count).Select(n => $"\"a{n}\":{n}"));
        string json = $$$"""{"messages":[{"body":"x","attributes":{{{{attributes}}}}}]}""";
        Assert.Equal(taken ? null : "InvalidMessage", Refusals.Of(() => Parse(json))?.Code);
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Parse_WhenGroupIdIsAtItsBound_TakesNoMore(int length, bool taken)
    {
        string json = $$"""{"messages":[{"body":"x","groupId":"{{new string('g', length)}}"}]}""";
        Assert.Equal(taken ? null : "InvalidMessage", Refusals.Of(() => Parse(json))?.Code);
    }

    private static List<NewMessage> Parse(string json) => SendParser.Parse(Encoding.UTF8.GetBytes(json));
}
