using System.Text;
using QueueService.Storage;
using QueueService.Storage.Local;

namespace QueueService.Tests.Storage.Local;

/// <summary>The bytes and names of the files in a folder, in the form of the first release.</summary>
public sealed class LocalFormatTests : IDisposable
{
    private const string Header = "51535231" + "2db567bd" + "0300000000000000" + "08070605040302010000000000000000"
        + "04000000" + "06000000" + "07000000" + "4055b729" + "7069e3f4";

    private const string DocumentHeader = "51534431" + "01415889" + "0807060504030201" + "04" + "612d4964";

    private static readonly PartitionId Partition = new(0x0123456789ABCDE, 5);

    private static readonly NewFrame Frame = new(
        new FrameNumber(3),
        new CommitId(0x0102030405060708),
        "events"u8.ToArray(),
        "payload"u8.ToArray(),
        "note"u8.ToArray());

    private readonly TemporaryFolder _folder = new();

    private string Segment => Path.Combine(_folder.Path, "logs", $"{Partition}", "0000000000000003.seg");

    public void Dispose() => _folder.Delete();

    [Fact]
    public void Header_WhenPinned_NeverChanges()
    {
        byte[] written = new byte[RecordHeader.Size];
        RecordCodec.Header(Frame).Write(written, RecordHeader.Seed(Partition));
        Assert.Equal(Header, Convert.ToHexStringLower(written));
        Assert.True(RecordHeader.TryRead(
            Convert.FromHexString(Header), RecordHeader.Seed(Partition), out RecordHeader read));
        Assert.Equal(RecordCodec.Header(Frame), read);
    }

    /// <summary>A file that begins with frame 3, as it is once the frames before it were trimmed.</summary>
    [Fact]
    public async Task ReadFrame_WhenTheFileIsPinned_GivesWhatWasWritten()
    {
        Write(Segment, Header, "note" + "events" + "payload");
        await using LocalStore store = await OpenAsync();
        await using ICommitLog log = store.OpenLog(Partition);
        LogHead head = await log.ReadHeadAsync(CancellationToken.None);
        Assert.Equal((Frame.Number, Frame.Commit, "note"), (head.Last, head.Commit, Text(head.Note)));
        LogFrame frame = (await log.ReadFrameAsync(Frame.Number, CancellationToken.None))!;
        Assert.Equal(("events", "payload"), (Text(frame.Events), Text(frame.Payload!.Value)));
    }

    [Fact]
    public async Task ReadHead_WhenARecordIsOfALaterFormat_RefusesItAndCutsNothingOff()
    {
        Write(Segment, Header, "note" + "events" + "payload" + "QSR2" + "of a later program");
        byte[] before = await File.ReadAllBytesAsync(Segment);
        await using LocalStore store = await OpenAsync();
        await using ICommitLog log = store.OpenLog(Partition);
        NewerFormatException refused = await Assert.ThrowsAsync<NewerFormatException>(
            () => log.ReadHeadAsync(CancellationToken.None).AsTask());
        Assert.Equal(
            $"The file '{Segment}' was written by a newer version of the service from offset 69 on; "
            + "upgrade this instance.",
            refused.Message);
        Assert.Equal(before, await File.ReadAllBytesAsync(Segment));
    }

    [Fact]
    public void Document_WhenPinned_NeverChanges()
    {
        Assert.Equal(
            DocumentHeader, Convert.ToHexStringLower(DocumentFile.Header("a-Id", 0x0102030405060708, "content"u8)));
        Document read = DocumentFile.Read([.. Convert.FromHexString(DocumentHeader), .. "content"u8], "path");
        Assert.Equal(("a-Id", "content", "0102030405060708"), (read.Id, Text(read.Content), read.Version));
    }

    [Fact]
    public async Task Get_WhenADocumentIsOfALaterFormat_RefusesIt()
    {
        Write(Path.Combine(_folder.Path, "documents", "queues", "d.a.doc"), "51534432", "anything");
        await using LocalStore store = await OpenAsync();
        await Assert.ThrowsAsync<NewerFormatException>(
            () => store.Documents.GetAsync("queues", "a", CancellationToken.None).AsTask());
    }

    [Fact]
    public void Names_WhenPinned_NeverChange()
    {
        Assert.Equal("d.+ab.c-d_9.doc", DocumentFileName.Of("Ab.c-d_9"));
        Assert.Equal(
            "h.ae53ef4fa49739df77cfc1f4074418f77bb99b00713f097514c8b404e458fedf.doc",
            DocumentFileName.Of(new string('A', 255)));
        Assert.Equal("0000000000000003.seg", $"{new SegmentName(new FrameNumber(3), null)}");
        Assert.Equal(
            "0000000000000003-000000000000001f.cut", $"{new SegmentName(new FrameNumber(3), new FrameNumber(31))}");
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static void Write(string path, string hex, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [.. Convert.FromHexString(hex), .. Encoding.UTF8.GetBytes(text)]);
    }

    private async Task<LocalStore> OpenAsync()
    {
        LocalStore store = new(new LocalStoreOptions(_folder.Path));
        await store.InitializeAsync(CancellationToken.None);
        return store;
    }
}
