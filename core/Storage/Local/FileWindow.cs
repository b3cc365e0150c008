using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace QueueService.Storage.Local;

/// <summary>A piece of a file in memory that moves as bytes outside of it are asked for.</summary>
internal sealed class FileWindow(SafeFileHandle file, int size, StorageMeter meter) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(size);
    private long _start;
    private int _count;

    /// <summary>
    /// The bytes at this offset, fewer than asked for at the end of the file. Valid until the next call.
    /// </summary>
    public ReadOnlySpan<byte> Get(long offset, int length)
    {
        if (offset < _start || offset + length > _start + _count)
            Move(offset, length);
        var begin = (int)(offset - _start);
        return _buffer.AsSpan(begin, Math.Min(length, _count - begin));
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Move(long offset, int length)
    {
        if (length > _buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(length);
        }

        _start = offset;
        _count = 0;
        var wanted = Math.Max(length, size);
        while (_count < wanted)
        {
            var read = RandomAccess.Read(file, _buffer.AsSpan(_count, wanted - _count), offset + _count);
            if (read == 0)
                break;
            _count += read;
        }

        meter.Transaction(bytesRead: _count);
    }
}
