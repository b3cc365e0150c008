using System.Collections.Concurrent;

namespace QueueService.Access.Policies;

/// <summary>
/// Remembers what is allowed on the names that were asked about. Four hundred patterns cost a millisecond to compare,
/// and a key mostly asks about the same few names.
/// </summary>
/// <param name="find">All that is allowed on a name.</param>
internal sealed class KnownActions<TName>(Func<TName, AccessActions> find)
    where TName : struct
{
    /// <summary>More names than one key works with at a time; some 100 KiB.</summary>
    private const int MostKnown = 1000;

    private readonly ConcurrentDictionary<TName, AccessActions> _known = new();

    public AccessActions Of(TName name)
    {
        if (_known.TryGetValue(name, out AccessActions allowed))
            return allowed;
        allowed = find(name);

        // All at once: nobody can fill it for good with names that they make up.
        if (_known.Count >= MostKnown)
            _known.Clear();
        _known.TryAdd(name, allowed);
        return allowed;
    }
}
