namespace QueueService.Partitions.Settings;

/// <summary>Where messages go that were received too often.</summary>
/// <param name="MaxReceiveCount">1..1000: how often a message is delivered before the next attempt moves it.</param>
public sealed record DeadLetterSetting(QueueName Queue, int MaxReceiveCount);
