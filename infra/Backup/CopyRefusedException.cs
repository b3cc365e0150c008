namespace QueueService.Backup;

/// <summary>A copy would be of no use; the message says why, and what to do.</summary>
internal sealed class CopyRefusedException(string message) : Exception(message);
