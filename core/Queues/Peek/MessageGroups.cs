using QueueService.Queues.Messages;

namespace QueueService.Queues.Peek;

/// <summary>Counts messages by what they have in common.</summary>
internal sealed class MessageGroups(GroupBy by)
{
    private readonly Dictionary<string, MessageGroupInfo> _groups = new(StringComparer.Ordinal);
    private MessageGroupInfo? _none;

    public MessageGroups Copy()
    {
        MessageGroups copy = new(by) { _none = _none };
        foreach ((string value, MessageGroupInfo group) in _groups)
            copy._groups.Add(value, group);
        return copy;
    }

    /// <summary>So many that an answer should end with them.</summary>
    public bool IsFull => _groups.Count >= Limits.MaxPageSize;

    /// <summary>The largest first.</summary>
    public IReadOnlyList<MessageGroupInfo> All =>
    [
        .. (_none is { } none ? _groups.Values.Append(none) : _groups.Values)
            .OrderByDescending(group => group.Count)
            .ThenBy(group => group.Value, StringComparer.Ordinal),
    ];

    public void Add(MessageView message)
    {
        DateTimeOffset at = FilterMatch.TimeOf(message);
        if (ValueOf(message) is not { } value)
            _none = With(_none, null, at);
        else
            _groups[value] = With(_groups.GetValueOrDefault(value), value, at);
    }

    private string? ValueOf(MessageView message) => by switch
    {
        GroupBy.Reason => message.DeadLetter?.Reason,
        GroupBy.Detail => message.DeadLetter?.Detail,
        GroupBy.SourceQueue => message.DeadLetter?.SourceQueue,
        GroupBy.GroupId => message.GroupId,
        _ => throw new InvalidOperationException($"Messages are not counted by {by} yet."),
    };

    private static MessageGroupInfo With(MessageGroupInfo? group, string? value, DateTimeOffset at) => group is null
        ? new MessageGroupInfo(value, 1, at, at)
        : group with
        {
            Count = group.Count + 1,
            OldestAt = at < group.OldestAt ? at : group.OldestAt,
            NewestAt = at > group.NewestAt ? at : group.NewestAt,
        };
}
