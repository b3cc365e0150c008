using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace QueueService.Storage.Local;

/// <summary>A document as a file: CRC-32C of what follows, version (32 characters), length of the id, id, content.</summary>
internal static class DocumentFile
{
    private const int LongestName = 200;
    private const int VersionLength = 32;
    private const int HeaderLength = 4 + VersionLength + 2;

    /// <summary>
    /// The name of the file: file systems may not tell upper from lower case, so an upper-case letter is marked; a name that
    /// would be too long is a digest.
    /// </summary>
    public static string Name(string id)
    {
        StringBuilder name = new(id.Length + 8);
        foreach (char character in id)
        {
            if (char.IsAsciiLetterUpper(character))
                name.Append('~').Append(char.ToLowerInvariant(character));
            else
                name.Append(character);
        }

        return name.Length <= LongestName
            ? $"{name}.doc"
            : $"~~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))}.doc";
    }

    public static byte[] Encode(Document document)
    {
        byte[] id = Encoding.ASCII.GetBytes(document.Id);
        byte[] file = new byte[HeaderLength + id.Length + document.Content.Length];
        Encoding.ASCII.GetBytes(document.Version, file.AsSpan(4));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(4 + VersionLength), (ushort)id.Length);
        id.CopyTo(file, HeaderLength);
        document.Content.Span.CopyTo(file.AsSpan(HeaderLength + id.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(file, Crc32C.Compute(file.AsSpan(4)));
        return file;
    }

    public static Document Decode(string path, ReadOnlyMemory<byte> file)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        if (bytes.Length < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Crc32C.Compute(bytes[4..]))
            throw IoErrors.Corrupt(path, 0, "the checksum of the document is wrong.");
        int idLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(4 + VersionLength)..]);
        return new Document(
            Encoding.ASCII.GetString(bytes.Slice(HeaderLength, idLength)),
            file[(HeaderLength + idLength)..],
            Encoding.ASCII.GetString(bytes.Slice(4, VersionLength)));
    }
}
