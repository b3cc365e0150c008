using System.Collections.Concurrent;
using System.Net;
using QueueService.Access;

namespace QueueService.Functions.Rest.Json;

/// <summary>
/// What the bodies of all requests (or all answers) hold together is bounded, and so is what those of one address, of
/// one key, and of all who have not proven anything yet hold of it. So nobody can take what the others need. Small
/// bodies count against the whole alone: they are done with as soon as they are read. Thread-safe.
/// </summary>
/// <param name="most">In bytes; at least one request of the largest size.</param>
/// <param name="what">What is held, for refusals: <c>requests</c> or <c>answers</c>.</param>
internal sealed class BodyBudget(long most, string what = "requests")
{
    /// <summary>A body up to this size has no share looked at. In bytes.</summary>
    internal const int SmallBytes = 64 * 1024;

    private readonly long _mostOfOwner = Math.Max(Limits.MaxRequestBytes, most / 2);
    private readonly long _mostUnproven = Math.Max(Limits.MaxRequestBytes, most / 4);
    private readonly long _mostUnprovenOfAddress = Math.Max(Limits.MaxRequestBytes, most / 16);
    private readonly ConcurrentDictionary<IPAddress, long> _byAddress = new();
    private readonly ConcurrentDictionary<IPAddress, long> _unprovenByAddress = new();
    private readonly ConcurrentDictionary<string, long> _byKey = new(StringComparer.Ordinal);
    private long _held;
    private long _unproven;

    public long Held => Volatile.Read(ref _held);

    /// <summary>
    /// Takes more for a body. What is refused is taken all the same, until the body gives it back.
    /// </summary>
    /// <param name="owner">The same for each call of a body, except after <see cref="Prove"/>.</param>
    /// <param name="before">What the body has held until now.</param>
    /// <param name="after">What it holds from now on; at least <paramref name="before"/>.</param>
    /// <exception cref="BrokerException"><c>Overloaded</c>.</exception>
    public void Take(BodyOwner owner, long before, long after)
    {
        bool isTooMuch = Interlocked.Add(ref _held, after - before) > most;
        bool isOverShare = after > SmallBytes && AddToShares(owner, after - (before > SmallBytes ? before : 0));
        if (isTooMuch)
            throw Overloaded($"The service holds as many {what} as it can.");
        if (isOverShare)
            throw Overloaded($"The {what} of your address, or of your key, hold as much memory as they may.");
    }

    /// <summary>Moves what a body holds from the share of those who are unknown to that of a key.</summary>
    public void Prove(BodyOwner unknown, BodyOwner known, long held)
    {
        if (held <= SmallBytes)
            return;
        AddToShares(unknown, -held);
        if (AddToShares(known, held))
            throw Overloaded($"The {what} of your key hold as much memory as they may.");
    }

    public void Return(BodyOwner owner, long held)
    {
        Interlocked.Add(ref _held, -held);
        if (held > SmallBytes)
            AddToShares(owner, -held);
    }

    /// <summary>True if one of the shares is more than full now.</summary>
    private bool AddToShares(BodyOwner owner, long more)
    {
        bool isOver = false;
        if (owner.Address is { } address)
            isOver |= Add(_byAddress, address, more) > _mostOfOwner;
        if (owner.Key is null)
        {
            isOver |= Interlocked.Add(ref _unproven, more) > _mostUnproven;
            if (owner.Address is { } from)
                isOver |= Add(_unprovenByAddress, from, more) > _mostUnprovenOfAddress;
        }
        else if (!string.Equals(owner.Key, AccessPrincipal.Anyone.Id, StringComparison.Ordinal))
        {
            isOver |= Add(_byKey, owner.Key, more) > _mostOfOwner;
        }

        return isOver;
    }

    private static long Add<TKey>(ConcurrentDictionary<TKey, long> shares, TKey key, long more)
        where TKey : notnull
    {
        long held = shares.AddOrUpdate(key, static (_, more) => more, static (_, held, more) => held + more, more);

        // Taken away only at exactly nothing, in case another body is counted meanwhile.
        if (held == 0)
            shares.TryRemove(KeyValuePair.Create(key, 0L));
        return held;
    }

    private static BrokerException Overloaded(string why) =>
        new(BrokerErrorCode.Overloaded, $"{why} Slow down and try again.");
}
