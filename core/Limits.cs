namespace QueueService;

/// <summary>Every fixed bound of the service, each with its reason.</summary>
public static class Limits
{
    /// <summary>A table entity holds 1 MiB in binary properties of 64 KiB; half of it leaves room for small payloads.</summary>
    public const int MaxFrameEventBytes = 512 * 1024;

    /// <summary>What the engine stores beside the head; a table property holds 64 KiB, a file record header far less.</summary>
    public const int MaxHeadNoteBytes = 1024;

    /// <summary>Two binary table properties; above it an upload beside the row is cheaper than a larger row.</summary>
    public const int MaxInlineFrameBytes = 120 * 1024;
}
