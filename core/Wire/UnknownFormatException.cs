namespace QueueService.Wire;

/// <summary>
/// Bytes that a later program may have written: a version, kind, field or flag whose number has not been given out yet.
/// Any other <see cref="FormatException"/> tells of damage.
/// </summary>
internal sealed class UnknownFormatException(string message) : FormatException(message);
