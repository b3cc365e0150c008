namespace QueueService.Storage.Local;

/// <summary>What the errors of the operating system mean to the ports; no other file looks at their codes.</summary>
internal static class IoErrors
{
    private static readonly int[] FullCodes = OperatingSystem.IsWindows()
        ? [unchecked((int)0x80070070), unchecked((int)0x80070027)] // ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL
        : [28, OperatingSystem.IsLinux() ? 122 : 69]; // ENOSPC, EDQUOT

    private static readonly int LockedCode = OperatingSystem.IsWindows()
        ? unchecked((int)0x80070020) // ERROR_SHARING_VIOLATION
        : OperatingSystem.IsLinux() ? 11 : 35; // EWOULDBLOCK

    public static bool IsFull(Exception error) => error is IOException && FullCodes.Contains(error.HResult);

    public static bool IsLocked(IOException error) => error.HResult == LockedCode;

    /// <summary>.NET reports missing rights with an exception that is not an <see cref="IOException"/>.</summary>
    public static bool IsIo(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>
    /// What clients may be told. Where it was, and what the operating system says, is in the inner exception.
    /// </summary>
    public static StorageUnavailableException Unavailable(string path, Exception error)
    {
        IOException place = new($"At '{path}': {error.Message}", error);
        return IsFull(error)
            ? new("The disk is full. Free some space, or choose another folder with Storage:Path.", place)
            : new("The disk failed. The log of the service says where.", place);
    }

    /// <summary>A write that was carried out, of which it is not known whether it would outlive a crash.</summary>
    public static StorageUnavailableException Unknown(string path, Exception error)
    {
        StorageUnavailableException unavailable = Unavailable(path, error);
        return new StorageUnavailableException(unavailable.Message, unavailable.InnerException)
        {
            IsOutcomeUnknown = true,
        };
    }

    public static StorageCorruptException Corrupt(string path, long offset, string what) =>
        new($"The file '{path}' is corrupt at offset {offset}: {what}");

    public static NewerFormatException Newer(string path, long offset) => new(
        $"The file '{path}' was written by a newer version of the service from offset {offset} on; upgrade this "
        + "instance.");
}
