using Microsoft.Extensions.Logging;
using QueueService.Routing;

namespace QueueService.Topics;

/// <summary>
/// Delivers what is published to the topics of MQTT, by whichever process and protocol, to those who have subscribed in
/// this process. It follows the log of the exchange <c>mqtt</c> while there are subscriptions, and costs nothing while
/// there are none. Thread-safe.
/// </summary>
public sealed class TopicHub(ExchangeBroker exchanges, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly TopicTree _tree = new();
    private readonly Lock _gate = new();
    private readonly List<TopicReader> _readers = [];
    private readonly Dictionary<string, TopicMessage> _retained = new(StringComparer.Ordinal);
    private Task<TopicFollowing>? _following;

    /// <summary>Of the one before, which may still deliver until it has ended.</summary>
    private Task _ending = Task.CompletedTask;
    private long _subscriptions;

    /// <summary>Subscriptions of this process that get what is published; none before the log is followed.</summary>
    public long Subscriptions
    {
        get
        {
            lock (_gate)
                return _following is { IsCompletedSuccessfully: true } ? _subscriptions : 0;
        }
    }

    /// <summary>
    /// Adds a subscription, or changes what was asked for with the same filter without a gap. From when this ends on,
    /// the reader gets what is published to the topics that match.
    /// </summary>
    /// <returns>False if there was one with this filter.</returns>
    /// <exception cref="BrokerException">The log cannot be followed; there is no subscription then.</exception>
    public async Task<bool> SubscribeAsync(
        TopicReader reader, TopicSubscription subscription, CancellationToken cancellationToken)
    {
        Task<TopicFollowing> following;
        bool isNew;
        lock (_gate)
        {
            isNew = _tree.Add(reader, subscription);
            _subscriptions += isNew ? 1 : 0;
            following = _following ??= FollowAsync(_ending);
        }

        try
        {
            await following.WaitAsync(cancellationToken);
            return isNew;
        }
        catch
        {
            lock (_gate)
            {
                if (_following == following && following.IsFaulted)
                    _following = null;
            }

            if (isNew)
                await UnsubscribeAsync(reader, subscription.Filter);
            throw;
        }
    }

    /// <summary>Takes a subscription away; false if there is none with this filter.</summary>
    public async Task<bool> UnsubscribeAsync(TopicReader reader, string filter)
    {
        Task ending = Task.CompletedTask;
        lock (_gate)
        {
            if (!_tree.Remove(reader, filter))
                return false;
            _subscriptions--;
            if (_tree.IsEmpty)
                ending = End();
        }

        await ending;
        return true;
    }

    /// <summary>Delivers nothing more. To be disposed of before the exchanges.</summary>
    public async ValueTask DisposeAsync()
    {
        Task ending;
        lock (_gate)
            ending = End();
        await ending;
    }

    /// <summary>The retained messages of the topics that a filter matches; of somebody who has subscribed.</summary>
    public IReadOnlyList<TopicMessage> FindRetained(string filter)
    {
        lock (_gate)
        {
            if (!filter.AsSpan().ContainsAny('+', '#'))
                return _retained.TryGetValue(filter, out TopicMessage? one) ? [one] : [];
            return [.. _retained.Values.Where(message => TopicFilters.Matches(filter, message.Topic))];
        }
    }

    /// <summary>A message is the retained one of its topic.</summary>
    internal void Retain(TopicMessage message)
    {
        // A part of a frame would keep all of it in memory.
        TopicMessage own = message with { Body = message.Body.ToArray() };
        lock (_gate)
            _retained[message.Topic] = own;
    }

    /// <summary>Delivers one message after another; called by one thread at a time.</summary>
    internal void Deliver(TopicMessage message, IReadOnlyList<string> topics)
    {
        lock (_gate)
        {
            if (message is { IsRetained: true, Body.IsEmpty: false })
                Retain(message);
            else if (message.IsRetained)
                _retained.Remove(message.Topic);
            foreach (string topic in topics)
                _tree.Match(topic, _readers);
            foreach (TopicReader reader in _readers)
            {
                reader.Deliver(message, reader.Found);
                reader.Found.Clear();
            }

            _readers.Clear();
        }
    }

    /// <summary>Tells every reader that it may have missed messages.</summary>
    internal void Miss()
    {
        lock (_gate)
        {
            _tree.All(_readers);
            foreach (TopicReader reader in _readers)
                reader.Miss();
            _readers.Clear();
        }
    }

    private async Task<TopicFollowing> FollowAsync(Task before)
    {
        await before;
        lock (_gate)
            _retained.Clear();
        TopicFollowing following = new(
            this, await exchanges.LeaseAsync(ExchangeName.Mqtt, CancellationToken.None), time, logger);
        await following.BeginAsync();
        return following;
    }

    /// <summary>To be called under the lock.</summary>
    private Task End()
    {
        Task<TopicFollowing>? ended = _following;
        _following = null;
        return ended is null ? _ending : _ending = EndAsync(ended);
    }

    private static async Task EndAsync(Task<TopicFollowing> following)
    {
        await ((Task)following).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        if (following.IsCompletedSuccessfully)
            await (await following).DisposeAsync();
    }
}
