using QueueService.Partitions.Settings;

namespace QueueService.Partitions.Commands;

/// <summary>Some of the dead letters that a queue holds, in order, and where they are to go.</summary>
/// <param name="Setting">Null if it was taken away since they died.</param>
internal sealed record HeldPage(QueueName Queue, DeadLetterSetting? Setting, IReadOnlyList<HeldMessage> Messages);
