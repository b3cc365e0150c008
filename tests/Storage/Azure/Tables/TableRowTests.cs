using System.Text;
using System.Text.Json;
using QueueService.Storage;
using QueueService.Storage.Azure.Tables;

namespace QueueService.Tests.Storage.Azure.Tables;

public sealed class TableRowTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(TableProperty.MaxBytes)]
    [InlineData(TableProperty.MaxBytes + 1)]
    [InlineData(5 * TableProperty.MaxBytes)]
    public void Read_WhenBytesWereAdded_ReturnsThem(int length)
    {
        var bytes = Frames.Bytes(length, length);

        var row = RoundTrip(BinaryColumns.Add(new TableEntity("p", "r"), "e", bytes));

        Assert.Equal(bytes, BinaryColumns.Read(row, "e", length).ToArray());
    }

    [Theory]
    [InlineData("""{"eLength":"3"}""")]
    [InlineData("""{"eLength":"3","e0":"AAAA*"}""")]
    [InlineData("""{"eLength":"2","e0":"AAAA"}""")]
    [InlineData("""{"eLength":"-1"}""")]
    [InlineData("""{"eLength":"100"}""")]
    [InlineData("""{"eLength":3,"e0":"AAAA"}""")]
    [InlineData("""{"e0":"AAAA"}""")]
    public void Read_WhenRowIsNotWhatWasWritten_IsCorrupt(string json) =>
        Assert.Throws<StorageCorruptException>(() => BinaryColumns.Read(Row(json), "e", 50));

    [Fact]
    public void Read_WhenPiecesAreOfWrongLength_IsCorrupt()
    {
        var entity = new TableEntity("p", "r").Add("eLength", TableProperty.MaxBytes + 1L)
            .Add("e0", new byte[10]).Add("e1", new byte[TableProperty.MaxBytes - 9]);

        Assert.Throws<StorageCorruptException>(() => BinaryColumns.Read(RoundTrip(entity), "e", int.MaxValue));
    }

    private static TableRow RoundTrip(TableEntity entity)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            entity.WriteTo(json);
        return Row(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static TableRow Row(string json) => new("t", JsonDocument.Parse(json).RootElement, "");
}
