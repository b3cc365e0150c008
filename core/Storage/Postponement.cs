namespace QueueService.Storage;

/// <summary>
/// What work in the background is put off for until its next turn: trouble with one queue, or with the store, must not
/// end what is done for all. Anything else is a fault of the program, and does.
/// </summary>
public static class Postponement
{
    public static bool IsFor(Exception exception) =>
        exception is BrokerException or StorageUnavailableException or StorageCorruptException or NewerFormatException;
}
