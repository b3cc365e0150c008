namespace QueueService.Functions.Mqtt.Sessions;

/// <summary>
/// The topic aliases of a client (MQTT 5.0, section 3.3.2.3.4): they last as long as the connection, and never leave
/// it.
/// </summary>
/// <param name="maximum">How many there may be, as the client was told.</param>
internal sealed class TopicAliases(int maximum)
{
    private readonly Dictionary<int, string> _topics = [];

    /// <summary>False if the alias is none that this client may use.</summary>
    public bool IsAllowed(int alias) => alias <= maximum;

    /// <summary>From now on the alias stands for this topic.</summary>
    public void Set(int alias, string topic) => _topics[alias] = topic;

    /// <summary>Null if the alias stands for nothing.</summary>
    public string? Find(int alias) => _topics.GetValueOrDefault(alias);
}
