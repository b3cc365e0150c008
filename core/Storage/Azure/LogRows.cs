using System.Globalization;
using Azure.Data.Tables;
using QueueService.Storage.Azure.Tables;

namespace QueueService.Storage.Azure;

/// <summary>Writes and reads the rows of a log: the head, and one per frame.</summary>
internal static class LogRows
{
    /// <summary>The properties of a frame row that trimming needs.</summary>
    public static readonly IReadOnlyList<string> KeyColumns = ["RowKey", "Commit", "Blob"];

    private const string Events = "e";
    private const string Payload = "p";

    public static bool IsInline(NewFrame frame) =>
        frame.Payload.IsEmpty || frame.Events.Length + frame.Payload.Length <= Limits.MaxInlineFrameBytes;

    public static TableEntity Head(LogKeys keys, NewFrame frame) =>
        new(keys.PartitionKey, LogKeys.HeadRow)
        {
            { "Last", frame.Number.Value },
            { "Commit", $"{frame.Commit}" },
            { "Note", BinaryData.FromBytes(frame.Note) },
        };

    public static LogHead Head(TableRow row)
    {
        var last = new FrameNumber(row.Number("Last"));
        if (last < FrameNumber.None.Next || row.Version.Length == 0)
            throw row.Corrupt("it is not the head of a log");
        return new LogHead(last, Commit(row), row.Bytes("Note"), row.Version);
    }

    public static TableEntity Frame(LogKeys keys, NewFrame frame)
    {
        var entity = new TableEntity(keys.PartitionKey, LogKeys.FrameRow(frame.Number))
        {
            { "Commit", $"{frame.Commit}" },
        };
        BinaryColumns.Add(entity, Events, frame.Events);
        if (IsInline(frame))
            BinaryColumns.Add(entity, Payload, frame.Payload);
        else
            entity.Add("Blob", keys.PayloadBlob(frame.Number, frame.Commit));
        return entity;
    }

    /// <summary>The frame; its payload is null if it is in the blob named beside it.</summary>
    public static (LogFrame Frame, string? Blob) Frame(TableRow row)
    {
        var blob = row.OptionalText("Blob");
        var events = BinaryColumns.Read(row, Events, Limits.MaxFrameEventBytes);
        var frame = new LogFrame(Number(row), Commit(row), events, Payload: null);
        return blob is null
            ? (frame with { Payload = BinaryColumns.Read(row, Payload, Limits.MaxInlineFrameBytes) }, null)
            : (frame, blob);
    }

    public static StoredFrame Stored(TableRow row) =>
        new(Number(row), Commit(row), row.OptionalText("Blob") is not null);

    private static FrameNumber Number(TableRow row) =>
        LogKeys.Number(row.RowKey) ?? throw row.Corrupt("the key is not of a frame");

    private static CommitId Commit(TableRow row)
    {
        var text = row.Text("Commit");
        return text.Length == 32
            && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                ? new CommitId(value)
                : throw row.Corrupt("Commit is not a commit id");
    }
}
