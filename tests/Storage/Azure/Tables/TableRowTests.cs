using Azure.Data.Tables;
using QueueService.Storage;
using QueueService.Storage.Azure.Tables;

namespace QueueService.Tests.Storage.Azure.Tables;

public sealed class TableRowTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BinaryColumns.MaxPieceBytes)]
    [InlineData(BinaryColumns.MaxPieceBytes + 1)]
    [InlineData(5 * BinaryColumns.MaxPieceBytes)]
    public void Read_WhenBytesWereAdded_ReturnsThem(int length)
    {
        var bytes = Frames.Bytes(length, length);

        var row = AsRead(BinaryColumns.Add(new TableEntity("p", "r"), "e", bytes));

        Assert.Equal(bytes, BinaryColumns.Read(row, "e", length).ToArray());
    }

    public static TheoryData<string, object?, object?> Damages => new()
    {
        { "a piece is missing", 3L, null },
        { "a piece is a text", 3L, "AAAA" },
        { "a piece is longer", 2L, new byte[3] },
        { "a negative length", -1L, null },
        { "a length past the limit", 100L, new byte[100] },
        { "a length as a text", "3", new byte[3] },
        { "no length", null, new byte[3] },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Read_WhenRowIsNotWhatWasWritten_IsCorrupt(string damage, object? length, object? piece)
    {
        var row = Row(new TableEntity("p", "r") { { "eLength", length }, { "e0", piece } });

        var failure = Assert.Throws<StorageCorruptException>(() => BinaryColumns.Read(row, "e", 50));

        Assert.True(failure.Message.StartsWith("Table 't', row 'r': e", StringComparison.Ordinal), damage);
    }

    [Fact]
    public void Read_WhenPiecesAreOfWrongLength_IsCorrupt()
    {
        var entity = new TableEntity("p", "r")
        {
            { "eLength", BinaryColumns.MaxPieceBytes + 1L },
            { "e0", new byte[10] },
            { "e1", new byte[BinaryColumns.MaxPieceBytes - 9] },
        };

        Assert.Throws<StorageCorruptException>(() => BinaryColumns.Read(Row(entity), "e", int.MaxValue));
    }

    // Bytes are written from where they are, and read as arrays.
    private static TableRow AsRead(TableEntity written)
    {
        var read = new TableEntity("p", "r");
        foreach (var (name, value) in written)
            read[name] = value is BinaryData bytes ? bytes.ToArray() : value;
        return Row(read);
    }

    private static TableRow Row(TableEntity entity) => new("t", entity);
}
