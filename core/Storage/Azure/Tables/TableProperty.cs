namespace QueueService.Storage.Azure.Tables;

/// <summary>One property of a row to be written: a text, a number, or bytes.</summary>
internal readonly record struct TableProperty(string Name, string? Text, long? Number, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The most that one binary property of a row can hold.</summary>
    public const int MaxBytes = 64 * 1024;
}
