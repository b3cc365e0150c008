namespace QueueService.Replication.Loop;

/// <summary>
/// The commands that wait for something to happen, in the order in which they came. What a turn costs does not depend
/// on how many there are: it takes out as many as can be served, and looks at all of them only when the time of one is
/// up or the caller of one may have gone away.
/// </summary>
internal sealed class Waiters
{
    private readonly LinkedList<Command> _waiting = [];

    /// <summary>No deadline of those that wait is earlier; null if it must be found out.</summary>
    private Timestamp? _nextDeadline;

    private volatile bool _mustLook;

    public int Count => _waiting.Count;

    /// <summary>When the first one wants its answer in any case; null if none waits.</summary>
    public Timestamp? NextDeadline =>
        _waiting.Count == 0 ? null : _nextDeadline ??= _waiting.Min(command => command.Deadline);

    /// <summary>
    /// Has the next turn look at all, since one may have been abandoned. May be called from any thread.
    /// </summary>
    public void Look() => _mustLook = true;

    /// <summary>Adds one that has not waited before, behind all others.</summary>
    public void Add(Command command)
    {
        command.HasWaited = true;
        NoteDeadline(command);
        _waiting.AddLast(command);
    }

    /// <summary>Adds those again, in front of all others, that could not be served after all.</summary>
    public void Return(List<Command> commands)
    {
        for (int n = commands.Count - 1; n >= 0; n--)
        {
            NoteDeadline(commands[n]);
            _waiting.AddFirst(commands[n]);
        }
    }

    /// <summary>
    /// Takes out those to decide again: as many as may find something, those whose time is up, and those that were
    /// abandoned.
    /// </summary>
    public void TakeInto(List<Command> batch, long servable, Timestamp now)
    {
        for (; servable > 0 && _waiting.First is { } first; servable--)
        {
            batch.Add(first.Value);
            _waiting.RemoveFirst();
        }

        if (_waiting.Count == 0 || !(_mustLook || NextDeadline <= now))
            return;
        _mustLook = false;
        _nextDeadline = null;
        for (LinkedListNode<Command>? node = _waiting.First, next; node is not null; node = next)
        {
            next = node.Next;
            if (!node.Value.IsAbandoned && node.Value.Deadline > now)
                continue;
            batch.Add(node.Value);
            _waiting.Remove(node);
        }
    }

    public List<Command> TakeAll()
    {
        List<Command> all = [.. _waiting];
        _waiting.Clear();
        return all;
    }

    private void NoteDeadline(Command command)
    {
        if (_waiting.Count == 0 || command.Deadline < _nextDeadline)
            _nextDeadline = command.Deadline;
    }
}
