using QueueService.Tests.Chaos.Record;

namespace QueueService.Tests.Chaos.Tests;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void NameOf_WhenTheTextIsAsItWasSent_IsItsName(int padding) =>
        Assert.Equal("p1.17'", MessageText.NameOf(MessageText.Of("p1.17'", padding)));

    [Fact]
    public void NameOf_WhenAnyCharacterIsChangedOrMissing_IsNull()
    {
        string text = MessageText.Of("p1.17", 40);
        for (int n = 0; n < text.Length; n++)
        {
            Assert.Null(MessageText.NameOf($"{text[..n]}{(char)(text[n] ^ 1)}{text[(n + 1)..]}"));
            Assert.Null(MessageText.NameOf(text.Remove(n, 1)));
        }
    }
}
