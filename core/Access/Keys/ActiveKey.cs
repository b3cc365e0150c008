using System.Security.Cryptography;

namespace QueueService.Access.Keys;

/// <summary>
/// A key in memory, with its secrets. It stays the same object for as long as what is stored does not change, so that
/// what is derived from a secret can be kept with it.
/// </summary>
public sealed class ActiveKey
{
    private const long NoteEvery = 3_600_000;

    private readonly DateTimeOffset? _expiresAt;
    private readonly DateTimeOffset? _previousUntil;
    private readonly bool _isEnabled;
    private long _notedAt;

    internal ActiveKey(AccessPrincipal principal, KeySecret secret)
        : this(principal, secret, null, null, null, null, isEnabled: true)
    {
    }

    internal ActiveKey(
        AccessPrincipal principal,
        KeySecret secret,
        KeySecret? previous,
        DateTimeOffset? previousUntil,
        DateTimeOffset? expiresAt,
        DateTimeOffset? lastUsedAt,
        bool isEnabled)
    {
        Principal = principal;
        Secret = secret;
        Previous = previous;
        _previousUntil = previousUntil;
        _expiresAt = expiresAt;
        _isEnabled = isEnabled;
        _notedAt = lastUsedAt?.ToUnixTimeMilliseconds() ?? 0;
    }

    public AccessPrincipal Principal { get; }

    public KeySecret Secret { get; }

    private KeySecret? Previous { get; }

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

    /// <summary>True if this use is to be written down: about one an hour is.</summary>
    internal bool IsUseWorthNoting(DateTimeOffset now)
    {
        long noted = Volatile.Read(ref _notedAt);
        long used = now.ToUnixTimeMilliseconds();
        return used - noted >= NoteEvery && Interlocked.CompareExchange(ref _notedAt, used, noted) == noted;
    }
}
