using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using QueueService.Partitions;
using QueueService.Partitions.Commands;
using QueueService.Storage;

namespace QueueService.Queues.Messages;

/// <summary>
/// Receipt handles as text. A handle says which delivery of which message it is for and carries a MAC, so that one that
/// was made up, or belongs to another queue, is told from one whose message is gone, without any handle being stored.
/// </summary>
/// <param name="key">32 bytes.</param>
internal sealed class ReceiptHandles(byte[] key) : IDisposable
{
    private const byte Version = 1;
    private const int BodyLength = 22;
    private const int MacLength = 12;
    private const int Length = BodyLength + MacLength;

    private readonly HandleMac _mac = new(key);

    public string Encode(PartitionId partition, Receipt receipt)
    {
        Span<byte> handle = stackalloc byte[Length];
        handle[0] = Version;
        BinaryPrimitives.WriteUInt64BigEndian(handle[1..], partition.Incarnation);
        handle[9] = (byte)partition.Index;
        BinaryPrimitives.WriteInt64BigEndian(handle[10..], receipt.Message.Value);
        BinaryPrimitives.WriteInt32BigEndian(handle[18..], receipt.ReceiveCount);
        Mac(handle[..BodyLength], handle[BodyLength..]);
        return Base64Url.EncodeToString(handle);
    }

    /// <summary>False if this is not a handle that this service gave out.</summary>
    public bool TryDecode(string text, out PartitionId partition, out Receipt receipt)
    {
        partition = default;
        receipt = default;
        Span<byte> handle = stackalloc byte[Length];
        if (text.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(
                text, handle, out int written) || written != Length || handle[0] != Version)
            return false;
        Span<byte> mac = stackalloc byte[MacLength];
        Mac(handle[..BodyLength], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, handle[BodyLength..]))
            return false;
        partition = new PartitionId(BinaryPrimitives.ReadUInt64BigEndian(handle[1..]), handle[9]);
        receipt = new Receipt(
            new SequenceNumber(BinaryPrimitives.ReadInt64BigEndian(handle[10..])),
            BinaryPrimitives.ReadInt32BigEndian(handle[18..]));
        return true;
    }

    public void Dispose() => _mac.Dispose();

    private void Mac(ReadOnlySpan<byte> body, Span<byte> mac)
    {
        Span<byte> input = stackalloc byte[HandleMac.InputBytes];
        input.Clear();
        body.CopyTo(input);
        Span<byte> whole = stackalloc byte[HandleMac.Bytes];
        _mac.Compute(input, whole);
        whole[..MacLength].CopyTo(mac);
    }
}
