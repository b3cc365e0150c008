using System.Text;
using QueueService.Functions.Mqtt.Codec.Packets;

namespace QueueService.Tests.Functions.Mqtt.Codec;

/// <summary>The syntax of filters, and of shared subscriptions.</summary>
public sealed class TopicFilterTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("/")]
    [InlineData("//")]
    [InlineData("#")]
    [InlineData("+")]
    [InlineData("a/#")]
    [InlineData("/#")]
    [InlineData("+/+/#")]
    [InlineData("a/+/b")]
    [InlineData("+//+")]
    [InlineData("$SYS/#")]
    [InlineData("$queue/orders")]
    [InlineData("$shared/a")]
    [InlineData("$share")]
    [InlineData("a b/\uFEFF")]
    public void Of_WhenItIsPlain_IsTheFilterItself(string text) =>
        Assert.Equal(new TopicFilter(text, null, text, true), Of(text));

    [Theory]
    [InlineData("$share/g/a", "g", "a")]
    [InlineData("$share/g/#", "g", "#")]
    [InlineData("$share/g//", "g", "/")]
    [InlineData("$share/g//a", "g", "/a")]
    [InlineData("$share/$share/$share/x", "$share", "$share/x")]
    [InlineData("$share/a b/+/c", "a b", "+/c")]
    public void Of_WhenItIsShared_HasGroupAndFilter(string text, string group, string filter)
    {
        TopicFilter found = Of(text);
        Assert.Equal(new TopicFilter(text, group, filter, true), found);
        Assert.True(found.IsShared);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a#")]
    [InlineData("#a")]
    [InlineData("+a")]
    [InlineData("a+/b")]
    [InlineData("a/b+")]
    [InlineData("++")]
    [InlineData("##")]
    [InlineData("#/")]
    [InlineData("#/a")]
    [InlineData("a/#/b")]
    [InlineData("a/#/#")]
    [InlineData("a/+#")]
    [InlineData("$share/")]
    [InlineData("$share/g")]
    [InlineData("$share/g/")]
    [InlineData("$share//a")]
    [InlineData("$share/+/a")]
    [InlineData("$share/#/a")]
    [InlineData("$share/g+/a")]
    [InlineData("$share/g#/a")]
    [InlineData("$share/g/a#")]
    [InlineData("$share/g/#/a")]
    public void Of_WhenTheSyntaxIsWrong_IsInvalid(string text) => Assert.Equal(new TopicFilter(text, null, "", false), Of(text));

    private static TopicFilter Of(string text) => TopicFilter.Of(Encoding.UTF8.GetBytes(text));
}
