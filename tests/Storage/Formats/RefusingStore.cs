using System.Collections.Concurrent;
using System.Reflection;
using QueueService.Storage;

namespace QueueService.Tests.Storage.Formats;

/// <summary>
/// A store that refuses some calls on some logs, so that what is at work stops half-way. It knows the ports by the
/// names of their members only, so that it stays the same while they grow.
/// </summary>
public class RefusingStore : DispatchProxy
{
    private readonly ConcurrentDictionary<(PartitionId Log, string Call), bool> _refused = new();
    private readonly ConcurrentDictionary<PartitionId, bool> _opened = new();
    private object _inner = new();
    private RefusingStore? _store;
    private PartitionId _log;

    /// <summary>The logs that were opened so far.</summary>
    public IReadOnlyList<PartitionId> Opened => [.. _opened.Keys];

    public static (IStore Store, RefusingStore Refusals) Around(IStore inner)
    {
        IStore store = Create<IStore, RefusingStore>();
        RefusingStore refusals = (RefusingStore)(object)store;
        refusals._inner = inner;
        return (store, refusals);
    }

    /// <summary>From now on this call on these logs fails as if the store could not be reached.</summary>
    public void Refuse(string call, IEnumerable<PartitionId> logs)
    {
        foreach (PartitionId log in logs)
            _refused[(log, call)] = true;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        string call = targetMethod!.Name;
        if (_store?._refused.ContainsKey((_log, call)) == true)
            throw new StorageUnavailableException("The store cannot be reached.");
        object? answer = targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        return answer is ICommitLog log ? Wrap(log, (PartitionId)args![0]!) : answer;
    }

    private ICommitLog Wrap(ICommitLog log, PartitionId partition)
    {
        _opened[partition] = true;
        ICommitLog wrapped = Create<ICommitLog, RefusingStore>();
        RefusingStore refusals = (RefusingStore)(object)wrapped;
        refusals._inner = log;
        refusals._store = this;
        refusals._log = partition;
        return wrapped;
    }
}
