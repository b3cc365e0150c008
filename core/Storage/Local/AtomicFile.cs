namespace QueueService.Storage.Local;

/// <summary>
/// Replaces whole files so that a crash leaves either the old or the new one: written under another name, synced,
/// renamed, and the rename synced.
/// </summary>
/// <param name="syncFolder">Makes what was done in a folder durable; null for the operating system's way.</param>
internal sealed class AtomicFile(string temporaryFolder, StorageMeter meter, Action<string>? syncFolder = null)
{
    private readonly Action<string> _syncFolder = syncFolder ?? DirectorySync.Flush;
    private long _count;

    /// <summary>
    /// Deletes what an earlier process has left half-written, and nothing that does not look like it: the folder may be
    /// one that somebody else uses too.
    /// </summary>
    public static void Clear(string temporaryFolder)
    {
        foreach (var path in Directory.EnumerateFiles(temporaryFolder))
        {
            if (Path.GetFileName(path).All(char.IsAsciiDigit))
                File.Delete(path);
        }
    }

    public void Write(string path, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        var temporary = Path.Combine(temporaryFolder, $"{Interlocked.Increment(ref _count)}");
        var length = 0L;
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
            {
                OwnFiles.Close(file);
                foreach (var part in parts)
                {
                    RandomAccess.Write(file, part.Span, length);
                    length += part.Length;
                }

                RandomAccess.FlushToDisk(file);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (IoErrors.IsIo(error))
        {
            // On a full disk the half-written file would keep the space that a retry needs.
            File.Delete(temporary);
            throw;
        }

        SyncFolderOf(path);
        meter.Transaction(bytesWritten: length);
    }

    public void Delete(string path)
    {
        File.Delete(path);
        SyncFolderOf(path);
        meter.Transaction();
    }

    /// <summary>The whole file, or null if there is none.</summary>
    /// <param name="most">Whatever has more bytes cannot have been written here, and is not read.</param>
    /// <exception cref="StorageCorruptException">It has more bytes.</exception>
    public byte[]? Read(string path, long most)
    {
        FileInfo file = new(path);
        if (!file.Exists)
            return null;
        if (file.Length > most)
        {
            throw IoErrors.Corrupt(
                path, most, $"it has {file.Length} bytes, and at most {most} can have been written.");
        }

        try
        {
            var content = File.ReadAllBytes(path);
            meter.Transaction(bytesRead: content.Length);
            return content;
        }
        catch (FileNotFoundException)
        {
            // Deleted between the two calls.
            return null;
        }
    }

    /// <summary>What was done shows already, and may be gone after a crash.</summary>
    private void SyncFolderOf(string path)
    {
        try
        {
            _syncFolder(Path.GetDirectoryName(path)!);
        }
        catch (Exception error) when (IoErrors.IsIo(error))
        {
            throw IoErrors.Unknown(path, error);
        }
    }
}
