using QueueService.Audit;
using QueueService.Storage;
using QueueService.Tests.Core.Formats;
using QueueService.Wire;

namespace QueueService.Tests.Core.Audit;

public sealed class AuditCodecTests
{
    private const string Pinned =
        "01" + "0200000000000000" + "05"
        + "0d" + "e807" + "016b" + "0161" + "0171" + "0131" + "013200"
        + "0d" + "e907" + "016b" + "0161" + "00" + "0131" + "0132" + "0164";

    [Fact]
    public void Write_WhenPinned_NeverChanges()
    {
        WireWriter writer = AuditCodec.Begin(2, 5);
        AuditCodec.Write(writer, new AuditEntry(At(1000), "k", "a", "q", "1", "2"));
        AuditCodec.Write(writer, new AuditEntry(At(1001), "k", "a", null, "1", "2", "d"));
        Assert.Equal(Pinned, Hex.Of(writer.Written));
    }

    [Fact]
    public void Decode_WhenPinned_GivesWhatWasWritten() => Assert.Equal(
        [
            (new AuditPlace(1000, 2, 5), new AuditEntry(At(1000), "k", "a", "q", "1", "2")),
            (new AuditPlace(1001, 2, 6), new AuditEntry(At(1001), "k", "a", null, "1", "2", "d")),
        ],
        Decode(Pinned));

    [Fact]
    public void Decode_WhenALaterProgramHasAddedToAnEntry_PassesThatOver() => Assert.Equal(
        "2",
        Decode("01" + "0200000000000000" + "05" + "0f" + "e807" + "016b" + "0161" + "0171" + "0131" + "013200" + "0178")
            .Single().Entry.Outcome);

    [Theory]
    [InlineData("02" + "0200000000000000" + "05", typeof(NewerFormatException))]
    [InlineData("00", typeof(StorageCorruptException))]
    [InlineData("01" + "0200000000000000" + "05" + "0f" + "e8", typeof(StorageCorruptException))]
    public void Decode_WhenItCannotBeRead_TellsWhy(string stored, Type expected) =>
        Assert.IsType(expected, Record.Exception(() => Decode(stored)));

    private static IReadOnlyList<(AuditPlace Place, AuditEntry Entry)> Decode(string stored) =>
        AuditCodec.Decode(new Document("x", Hex.Bytes(stored), "1"));

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
