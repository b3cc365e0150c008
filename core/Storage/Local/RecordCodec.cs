using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace QueueService.Storage.Local;

/// <summary>Frames to records and back.</summary>
internal static class RecordCodec
{
    public static LogHead Head(RecordHeader header, ReadOnlyMemory<byte> note) =>
        new(header.Number, header.Commit, note, header.Commit.ToString());

    public static RecordHeader Header(NewFrame frame)
    {
        var body = Crc32C.Compute(frame.Events.Span, Crc32C.Compute(frame.Note.Span));
        return new RecordHeader(
            frame.Number,
            frame.Commit,
            frame.Note.Length,
            frame.Events.Length,
            frame.Payload.Length,
            body,
            Crc32C.Compute(frame.Payload.Span));
    }

    /// <summary>
    /// Writes a record without syncing it. The payload goes out from where it is, in a write of its own: a system call
    /// costs a microsecond, a copy of 640 KiB forty.
    /// </summary>
    public static void Write(SafeFileHandle file, long offset, RecordHeader header, NewFrame frame, uint seed)
    {
        var length = RecordHeader.Size + header.BodyLength;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            header.Write(buffer, seed);
            frame.Note.Span.CopyTo(buffer.AsSpan(RecordHeader.Size));
            frame.Events.Span.CopyTo(buffer.AsSpan(RecordHeader.Size + header.NoteLength));
            RandomAccess.Write(file, buffer.AsSpan(0, length), offset);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (header.PayloadLength > 0)
            RandomAccess.Write(file, frame.Payload.Span, offset + length);
    }

    /// <summary>The frame of a whole record; throws if any byte of it is not as written.</summary>
    public static LogFrame Read(FrameNumber number, ReadOnlyMemory<byte> record, uint seed, string path, long offset)
    {
        if (!RecordHeader.TryRead(record.Span, seed, out var header)
            || header.Number != number
            || header.RecordLength != record.Length)
            throw IoErrors.Corrupt(path, offset, $"this is not the record of frame {number}.");
        var body = record.Slice(RecordHeader.Size, header.BodyLength);
        var payload = record[(RecordHeader.Size + header.BodyLength)..];
        if (Crc32C.Compute(body.Span) != header.BodyChecksum)
            throw IoErrors.Corrupt(path, offset, $"the events of frame {number} are damaged.");
        if (Crc32C.Compute(payload.Span) != header.PayloadChecksum)
            throw IoErrors.Corrupt(path, offset, $"the payload of frame {number} is damaged.");
        return new LogFrame(header.Number, header.Commit, body[header.NoteLength..], payload);
    }

    /// <summary>The frame at this offset without its payload, which is not read.</summary>
    public static LogFrame ReadEvents(FrameNumber number, FileWindow window, long offset, uint seed, string path)
    {
        if (!RecordHeader.TryRead(window.Get(offset, RecordHeader.Size), seed, out var header)
            || header.Number != number)
            throw IoErrors.Corrupt(path, offset, $"this is not the record of frame {number}.");
        var body = window.Get(offset + RecordHeader.Size, header.BodyLength);
        if (body.Length != header.BodyLength || Crc32C.Compute(body) != header.BodyChecksum)
            throw IoErrors.Corrupt(path, offset, $"the events of frame {number} are damaged.");
        return new LogFrame(header.Number, header.Commit, body[header.NoteLength..].ToArray(), null);
    }
}
