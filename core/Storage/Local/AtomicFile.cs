using Microsoft.Win32.SafeHandles;

namespace QueueService.Storage.Local;

/// <summary>Writes files that are there whole or not at all, and durable once the call returns.</summary>
internal static class AtomicFile
{
    private const string TemporarySuffix = ".tmp";
    private static long _written;

    public static bool IsTemporary(string path) => path.EndsWith(TemporarySuffix, StringComparison.Ordinal);

    public static void Write(string path, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        string folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);

        // A name of its own, since two writers of the same file would otherwise take it from under each other.
        string temporary = $"{path}.{Interlocked.Increment(ref _written)}{TemporarySuffix}";
        try
        {
            using (SafeFileHandle file = File.OpenHandle(
                temporary, FileMode.Create, FileAccess.Write))
            {
                long offset = 0;
                foreach (ReadOnlyMemory<byte> part in parts)
                {
                    RandomAccess.Write(file, part.Span, offset);
                    offset += part.Length;
                }

                RandomAccess.FlushToDisk(file);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (IOException)
        {
            // A full disk must not stay full of the half of a file that did not fit.
            File.Delete(temporary);
            throw;
        }

        DirectorySync.Flush(folder);
    }
}
