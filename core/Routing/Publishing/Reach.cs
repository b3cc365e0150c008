using QueueService.Exchanges.Matching;
using QueueService.Exchanges.State;

namespace QueueService.Routing.Publishing;

/// <summary>The queues that a message reaches from one exchange on, and on which ways.</summary>
internal sealed class Reach
{
    /// <summary>Not known yet, so it must not be taken for nothing.</summary>
    public static readonly Reach Unknown = new() { IsComplete = false };

    private readonly Dictionary<QueueTarget, List<BindingId[]>> _queues = [];
    private readonly List<ExchangeName> _alternates = [];

    /// <summary>False if an exchange on the way has not been asked.</summary>
    public bool IsComplete { get; private set; } = true;

    public bool IsEmpty => _queues.Count == 0;

    /// <summary>Each queue once, with the ways that lead there as bindings in their order.</summary>
    public IReadOnlyDictionary<QueueTarget, List<BindingId[]>> Queues => _queues;

    /// <summary>The alternates that were asked.</summary>
    public IReadOnlyList<ExchangeName> Alternates => _alternates;

    /// <summary>A binding leads to a queue.</summary>
    public void Add(QueueTarget queue, Link link, int mostPaths) => Add(queue, [link.Binding.Id], mostPaths);

    /// <summary>A binding leads to an exchange, from which this is reached.</summary>
    public void Add(Reach behind, BindingId binding, int mostPaths)
    {
        foreach ((QueueTarget queue, List<BindingId[]> paths) in behind._queues)
        {
            if (mostPaths == 0)
                Add(queue, [], mostPaths);
            foreach (BindingId[] path in paths)
                Add(queue, [binding, .. path], mostPaths);
        }

        Merge(behind);
    }

    /// <summary>The alternate is asked, from which this is reached.</summary>
    public void AddAlternate(ExchangeName alternate, Reach behind, int mostPaths)
    {
        _alternates.Add(alternate);
        foreach ((QueueTarget queue, List<BindingId[]> paths) in behind._queues)
        {
            if (mostPaths == 0)
                Add(queue, [], mostPaths);
            foreach (BindingId[] path in paths)
                Add(queue, path, mostPaths);
        }

        Merge(behind);
    }

    private void Merge(Reach behind)
    {
        IsComplete &= behind.IsComplete;
        _alternates.AddRange(behind._alternates.Except(_alternates));
    }

    private void Add(QueueTarget queue, BindingId[] path, int mostPaths)
    {
        if (!_queues.TryGetValue(queue, out List<BindingId[]>? paths))
            _queues.Add(queue, paths = []);
        if (paths.Count < mostPaths)
            paths.Add(path);
    }
}
