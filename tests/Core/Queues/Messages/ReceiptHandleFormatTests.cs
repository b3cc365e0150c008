using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Queues.Messages;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;

namespace QueueService.Tests.Core.Queues.Messages;

/// <summary>Clients hold handles for up to twelve hours, across an upgrade.</summary>
public sealed class ReceiptHandleFormatTests
{
    private const string Pinned = "AQASNFZ4mrzeBQAAAAAAAAAMAAAAA7yxyCe01ZuKO4J1Yg";

    [Fact]
    public void Encode_WhenPinned_NeverChanges()
    {
        using ReceiptHandles handles = new([.. Enumerable.Range(1, 32).Select(n => (byte)n)]);
        Receipt receipt = new(new SequenceNumber(12), 3);
        Assert.Equal(Pinned, handles.Encode(FormatSamples.Partition, receipt));
        Assert.True(handles.TryDecode(Pinned, out PartitionId partition, out Receipt read));
        Assert.Equal((FormatSamples.Partition, receipt), (partition, read));
    }
}
