using System.Security.Cryptography;

namespace QueueService.Access.Keys;

/// <summary>
/// A key in memory, with its secrets. It stays the same object for as long as what is stored does not change, so that
/// what is derived from a secret can be kept with it.
/// </summary>
public sealed class ActiveKey
{
    private readonly DateTimeOffset? _expiresAt;
    private readonly DateTimeOffset? _previousUntil;
    private readonly bool _isEnabled;
    private long _usedAt;

    internal ActiveKey(AccessPrincipal principal, KeySecret secret)
        : this(principal, secret, null, null, null, isEnabled: true)
    {
    }

    internal ActiveKey(
        AccessPrincipal principal,
        KeySecret secret,
        KeySecret? previous,
        DateTimeOffset? previousUntil,
        DateTimeOffset? expiresAt,
        bool isEnabled)
    {
        Principal = principal;
        Secret = secret;
        Previous = previous;
        _previousUntil = previousUntil;
        _expiresAt = expiresAt;
        _isEnabled = isEnabled;
    }

    public AccessPrincipal Principal { get; }

    public KeySecret Secret { get; }

    private KeySecret? Previous { get; }

    /// <summary>When it was last used in this process, in ms since 1970; 0 for never.</summary>
    internal long UsedAt => Volatile.Read(ref _usedAt);

    /// <summary>The secret before the last rotation; null once its time is over.</summary>
    public KeySecret? PreviousAt(DateTimeOffset now) => now < _previousUntil ? Previous : null;

    /// <summary>Compares in a time that does not depend on what is wrong.</summary>
    public bool HasSecret(ReadOnlySpan<byte> given, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(given, Secret.Utf8)
        || (PreviousAt(now) is { } previous && CryptographicOperations.FixedTimeEquals(given, previous.Utf8));

    /// <summary>
    /// Why the right secret does not help, or null. Asked only after the secret, so that nobody else learns it.
    /// </summary>
    public AccessErrorCode? RefusalAt(DateTimeOffset now)
    {
        if (!_isEnabled)
            return AccessErrorCode.KeyDisabled;
        return now >= _expiresAt ? AccessErrorCode.KeyExpired : null;
    }

    /// <summary>Takes over what is not stored from the same key as it was before a change.</summary>
    internal void ContinueFrom(ActiveKey before) => Volatile.Write(ref _usedAt, before.UsedAt);

    /// <summary>Notes a use; coarse, because it is written down about once an hour.</summary>
    public void MarkUsed(DateTimeOffset now) => Volatile.Write(ref _usedAt, now.ToUnixTimeMilliseconds());
}
