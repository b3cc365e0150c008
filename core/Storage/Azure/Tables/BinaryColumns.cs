using System.Globalization;
using Azure.Data.Tables;

namespace QueueService.Storage.Azure.Tables;

/// <summary>
/// A byte string spread over as many binary properties as it needs (name0, name1, ...), with its length beside them
/// (nameLength), so that a lost piece is noticed.
/// </summary>
internal static class BinaryColumns
{
    /// <summary>The most that one binary property of a row can hold.</summary>
    public const int MaxPieceBytes = 64 * 1024;

    public static TableEntity Add(TableEntity entity, string name, ReadOnlyMemory<byte> bytes)
    {
        entity.Add(LengthName(name), (long)bytes.Length);
        for (var (index, offset) = (0, 0); offset < bytes.Length; index++, offset += MaxPieceBytes)
        {
            var length = Math.Min(MaxPieceBytes, bytes.Length - offset);
            entity.Add(PieceName(name, index), BinaryData.FromBytes(bytes.Slice(offset, length)));
        }

        return entity;
    }

    public static ReadOnlyMemory<byte> Read(TableRow row, string name, int maxLength)
    {
        var length = row.Number(LengthName(name));
        if (length < 0 || length > maxLength)
            throw row.Corrupt($"{name} has an impossible length");
        if (length is > 0 and <= MaxPieceBytes)
            return Whole(row, name, (int)length);
        var bytes = new byte[length];
        for (var (index, offset) = (0, 0); offset < bytes.Length; index++)
        {
            var piece = row.Bytes(PieceName(name, index));
            if (piece.Length != Math.Min(MaxPieceBytes, bytes.Length - offset))
                throw row.Corrupt($"{name} has a piece of the wrong length");
            piece.CopyTo(bytes, offset);
            offset += piece.Length;
        }

        return bytes;
    }

    private static byte[] Whole(TableRow row, string name, int length)
    {
        var bytes = row.Bytes(PieceName(name, 0));
        return bytes.Length == length ? bytes : throw row.Corrupt($"{name} has the wrong length");
    }

    private static string LengthName(string name) => $"{name}Length";

    private static string PieceName(string name, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}{index}");
}
