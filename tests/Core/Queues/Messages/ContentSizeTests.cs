using QueueService.Partitions.Contents;
using QueueService.Partitions.Messages;

namespace QueueService.Tests.Core.Queues.Messages;

public sealed class ContentSizeTests
{
    [Fact]
    public void Size_WhenThereAreAttributes_CountsNameTypeAndValueOfThoseThatAreNotFree()
    {
        NewMessage message = new()
        {
            Body = new byte[100],
            IsText = true,
            Attributes =
            [
                new MessageAttribute("ä", AttributeKind.Text, new byte[10]),
                new MessageAttribute("n", AttributeKind.Number, new byte[1], "int"),
                new MessageAttribute("free", AttributeKind.Text, new byte[1000], IsFree: true),
            ],
        };
        Assert.Equal(
            100 + "ä"u8.Length + "String".Length + 10 + "n".Length + "Number.int".Length + 1,
            ContentCodec.Size(message));
    }
}
