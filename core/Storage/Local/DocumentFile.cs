using System.Buffers.Binary;
using System.Text;

namespace QueueService.Storage.Local;

/// <summary>
/// The contents of a document's file, little-endian: magic, checksum of all that follows, version, length of the id,
/// id, content.
/// </summary>
internal static class DocumentFile
{
    private const int ChecksumAt = 4;
    private const int VersionAt = 8;
    private const int IdLengthAt = 16;
    private const int IdAt = 17;

    /// <summary>No file of a document has more bytes.</summary>
    public const int Most = IdAt + byte.MaxValue + Limits.MaxDocumentBytes;

    private static ReadOnlySpan<byte> Magic => "QSD1"u8;

    /// <summary>What goes before the content.</summary>
    public static byte[] Header(string id, ulong version, ReadOnlySpan<byte> content)
    {
        var header = new byte[IdAt + id.Length];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(VersionAt), version);
        header[IdLengthAt] = checked((byte)id.Length);
        Encoding.ASCII.GetBytes(id, header.AsSpan(IdAt));
        var checksum = Crc32C.Compute(content, Crc32C.Compute(header.AsSpan(VersionAt)));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(ChecksumAt), checksum);
        return header;
    }

    public static Document Read(byte[] file, string path)
    {
        if (IsLater(file))
            throw IoErrors.Newer(path, 0);
        if (file.Length < IdAt || !file.AsSpan().StartsWith(Magic) || file.Length < IdAt + file[IdLengthAt])
            throw IoErrors.Corrupt(path, 0, "this is not a document.");
        if (Crc32C.Compute(file.AsSpan(VersionAt)) != BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(ChecksumAt)))
            throw IoErrors.Corrupt(path, 0, "the document is damaged.");
        var contentAt = IdAt + file[IdLengthAt];
        return new Document(
            Encoding.ASCII.GetString(file.AsSpan(IdAt, file[IdLengthAt])),
            file.AsMemory(contentAt),
            Version(BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(VersionAt))));
    }

    private static bool IsLater(ReadOnlySpan<byte> file) =>
        file.Length >= Magic.Length && file.StartsWith(Magic[..^1])
        && char.IsAsciiDigit((char)file[Magic.Length - 1]) && file[Magic.Length - 1] > Magic[^1];

    public static string Version(ulong version) => $"{version:x16}";
}
