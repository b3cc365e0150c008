using QueueService.Storage;
using QueueService.Storage.Azure;

namespace QueueService.Tests.Storage.Azure;

/// <summary>Keys are a stored format: what is written under them must be found by every later version.</summary>
public sealed class LogKeysTests
{
    private readonly LogKeys _keys = new(new PartitionId(0x0123456789abcdef, 7));

    [Fact]
    public void PartitionKey_WhenMade_IsAHashAndThePartition() =>
        Assert.Equal("55a7009f-0123456789abcdef-07", _keys.PartitionKey);

    [Fact]
    public void PayloadBlob_WhenMade_NamesPartitionFrameAndCommit()
    {
        var name = _keys.PayloadBlob(new FrameNumber(255), new CommitId(10));

        Assert.Equal("0123456789abcdef-07/00000000000000ff-0000000000000000000000000000000a", name);
        Assert.Equal(new FrameNumber(255), _keys.NumberOfBlob(name));
        Assert.Null(_keys.NumberOfBlob("0123456789abcdef-07/other"));
        Assert.Null(_keys.NumberOfBlob("0123456789abcdef-07/some-other-blob-whose-name-is-long"));
    }

    [Fact]
    public void FrameRow_WhenMade_SortsByNumberAndBeforeTheHead()
    {
        string[] rows =
        [
            LogKeys.FrameRow(new FrameNumber(1)), LogKeys.FrameRow(new FrameNumber(0x10)),
            LogKeys.FrameRow(new FrameNumber(long.MaxValue)), LogKeys.HeadRow,
        ];

        Assert.Equal(rows.Order(StringComparer.Ordinal), rows);
        Assert.Equal("f0000000000000010", rows[1]);
        Assert.Equal(new FrameNumber(0x10), LogKeys.Number(rows[1]));
        Assert.Null(LogKeys.Number("head"));
        Assert.Null(LogKeys.Number("f000000000000001x"));
    }
}
