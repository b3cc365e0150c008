namespace QueueService.Storage.Local;

/// <summary>Reads a segment from its beginning and learns where its records are.</summary>
internal static class SegmentScan
{
    /// <summary>
    /// Verifies every byte of the newest segment and returns the header of its last record, null if it has none. What
    /// follows that record is the tail of a write that was cut short: left to the caller to cut off.
    /// </summary>
    /// <exception cref="StorageCorruptException">A record is bad that is not the last one.</exception>
    public static RecordHeader? Verify(Segment segment, uint seed, StorageMeter meter)
    {
        using var file = segment.Use();
        using var window = new FileWindow(file.Handle, LocalLimits.VerifyWindowBytes, meter);
        var fileLength = RandomAccess.GetLength(file.Handle);
        RecordHeader? last = null;
        while (segment.Length < fileLength)
        {
            var hasHeader = TryReadHeader(window, segment, seed, out var header);
            if (!hasHeader || !HasGoodContents(window, segment.Length, header))
            {
                // Contents of a record are not searched: a message may hold anything.
                var from = segment.Length + (hasHeader ? header.RecordLength : 1);
                RefuseIfRecordFollows(window, segment, from, fileLength, seed);
                break;
            }

            segment.Add(header);
            last = header;
        }

        return last;
    }

    /// <summary>
    /// Learns the offsets of an older segment from its headers alone; <paramref name="end"/> follows it.
    /// </summary>
    public static void Index(Segment segment, FrameNumber end, uint seed, StorageMeter meter)
    {
        using var file = segment.Use();
        using var window = new FileWindow(file.Handle, LocalLimits.ReadWindowBytes, meter);
        var fileLength = RandomAccess.GetLength(file.Handle);
        while (segment.Length < fileLength)
        {
            if (!TryReadHeader(window, segment, seed, out var header))
                throw IoErrors.Corrupt(segment.Path, segment.Length, "no record begins here.");
            if (segment.Length + header.RecordLength > fileLength)
                throw IoErrors.Corrupt(segment.Path, segment.Length, "the record is cut off.");
            segment.Add(header);
        }

        if (segment.Last.Next != end)
        {
            throw IoErrors.Corrupt(
                segment.Path, fileLength, $"frame {segment.Last.Next} should follow, but the next file has {end}.");
        }
    }

    private static bool TryReadHeader(FileWindow window, Segment segment, uint seed, out RecordHeader header)
    {
        var bytes = window.Get(segment.Length, RecordHeader.Size);
        if (RecordHeader.IsLater(bytes))
            throw IoErrors.Newer(segment.Path, segment.Length);
        if (!RecordHeader.TryRead(bytes, seed, out header))
            return false;
        return header.Number == segment.Last.Next
            ? true
            : throw IoErrors.Corrupt(
                segment.Path, segment.Length, $"frame {header.Number} is where {segment.Last.Next} should be.");
    }

    private static bool HasGoodContents(FileWindow window, long offset, RecordHeader header)
    {
        var bodyAt = offset + RecordHeader.Size;
        return TryChecksum(window, bodyAt, header.BodyLength) == header.BodyChecksum
            && TryChecksum(window, bodyAt + header.BodyLength, header.PayloadLength) == header.PayloadChecksum;
    }

    /// <summary>Null if the file ends before.</summary>
    private static uint? TryChecksum(FileWindow window, long offset, int length)
    {
        var checksum = 0u;
        for (var done = 0; done < length;)
        {
            var bytes = window.Get(offset + done, Math.Min(length - done, LocalLimits.VerifyWindowBytes));
            if (bytes.IsEmpty)
                return null;
            checksum = Crc32C.Compute(bytes, checksum);
            done += bytes.Length;
        }

        return checksum;
    }

    /// <summary>
    /// A record after the bad place was written after the bad one was synced and acknowledged, so this is damage and
    /// not a write cut short.
    /// </summary>
    private static void RefuseIfRecordFollows(
        FileWindow window, Segment segment, long from, long fileLength, uint seed)
    {
        while (from + RecordHeader.Size <= fileLength)
        {
            var bytes = window.Get(from, (int)Math.Min(LocalLimits.VerifyWindowBytes, fileLength - from));
            var at = bytes.IndexOf(RecordHeader.Magic);
            if (at < 0)
            {
                from += bytes.Length - (RecordHeader.Magic.Length - 1);
                continue;
            }

            from += at;
            if (RecordHeader.TryRead(window.Get(from, RecordHeader.Size), seed, out var header)
                && header.Number > segment.Last)
            {
                throw IoErrors.Corrupt(
                    segment.Path, segment.Length, $"the record is bad, yet frame {header.Number} follows at {from}.");
            }

            from++;
        }
    }
}
