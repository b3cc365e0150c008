using System.Collections.Concurrent;
using QueueService.Functions.Mqtt.Codec;

namespace QueueService.Functions.Mqtt.Connections;

/// <summary>
/// The connections of this process: one for each client identifier, where the newest wins (MQTT 5.0, section 3.1.4),
/// and one clock for all of them.
/// </summary>
internal sealed class ConnectedClients : IAsyncDisposable
{
    /// <summary>Keep alive counts in seconds; a timer for each connection would be dear.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<MqttConnection, byte> _all = new();
    private readonly ConcurrentDictionary<string, MqttConnection> _byClient = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    /// <summary>Rests while nobody is connected.</summary>
    private readonly ITimer _timer;
    private volatile bool _isEnding;

    public ConnectedClients(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Connections that have said CONNECT, and were let in.</summary>
    public int Count => _byClient.Count;

    /// <summary>A connection is there, which has said nothing yet.</summary>
    public void Add(MqttConnection connection)
    {
        lock (_gate)
        {
            if (_all.IsEmpty)
                _timer.Change(Beat, Beat);
            _all.TryAdd(connection, 0);
        }

        if (_isEnding)
            connection.End(ReasonCode.ServerShuttingDown);
    }

    public void Remove(MqttConnection connection)
    {
        lock (_gate)
        {
            _all.TryRemove(connection, out _);
            if (_all.IsEmpty)
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        if (connection.ClientId is { } client)
            _byClient.TryRemove(KeyValuePair.Create(client, connection));
    }

    /// <summary>
    /// From now on this is the connection of its client. What one did that was there before is waited for, so that its
    /// will does not come behind what the new one does; not its goodbye, which may never come.
    /// </summary>
    public async Task TakeOverAsync(string client, MqttConnection connection)
    {
        while (!_byClient.TryAdd(client, connection))
        {
            if (!_byClient.TryGetValue(client, out MqttConnection? before))
                continue;
            before.End(ReasonCode.SessionTakenOver);
            await before.EndSessionAsync();
            if (_byClient.TryUpdate(client, connection, before))
                return;
        }
    }

    /// <summary>Ends all connections, and lets no other in. Waits until they have ended.</summary>
    public async Task EndAsync()
    {
        _isEnding = true;
        MqttConnection[] all = [.. _all.Keys];
        foreach (MqttConnection connection in all)
            connection.End(ReasonCode.ServerShuttingDown);
        await Task.WhenAll(all.Select(connection => connection.Ended));
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        long now = _time.GetTimestamp();
        foreach ((MqttConnection connection, _) in _all)
            connection.Look(now);
    }
}
