namespace QueueService.Exchanges.Events;

/// <summary>What a message does to the retained one of its topic (MQTT 5.0, section 3.3.1.3).</summary>
internal enum Retention
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It takes its place.</summary>
    Set,

    /// <summary>It takes it away.</summary>
    Clear,
}
