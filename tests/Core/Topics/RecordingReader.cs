using System.Text;
using QueueService.Topics;

namespace QueueService.Tests.Core.Topics;

/// <summary>Remembers what it was told.</summary>
internal sealed class RecordingReader : TopicReader
{
    private readonly Lock _gate = new();
    private readonly List<string> _heard = [];
    private readonly List<(int Count, TaskCompletionSource Done)> _waits = [];

    /// <summary>How often it was told that it has missed messages.</summary>
    public int Misses { get; private set; }

    /// <summary>Each as <c>topic=body</c> and the filters that matched, in order.</summary>
    public string[] Heard
    {
        get
        {
            lock (_gate)
                return [.. _heard];
        }
    }

    public override void Deliver(TopicMessage message, IReadOnlyList<TopicSubscription> matches)
    {
        string filters = string.Join(
            ' ', matches.Select(match => match.Filter).Order(StringComparer.Ordinal));
        lock (_gate)
        {
            _heard.Add($"{message.Topic}={Encoding.UTF8.GetString(message.Body.Span)} {filters}");
            foreach ((_, TaskCompletionSource done) in _waits.Where(wait => wait.Count <= _heard.Count))
                done.TrySetResult();
        }
    }

    public override void Miss() => Misses++;

    /// <summary>Waits until it has heard of so many messages.</summary>
    public Task HearAsync(int count)
    {
        lock (_gate)
        {
            TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_heard.Count >= count)
                done.SetResult();
            _waits.Add((count, done));
            return done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
