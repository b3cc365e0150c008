using System.Text;
using Microsoft.Extensions.Logging;
using QueueService.Access.Keys;
using QueueService.Access.Policies;
using QueueService.Storage;

namespace QueueService.Access;

/// <summary>
/// The facade of access control: every ingress proves here who is asking, and asks here what they may do. It knows no
/// protocol; an ingress that proves the possession of a secret in its own way takes the key from
/// <see cref="FindKeyAsync"/>.
/// </summary>
public sealed class AccessControl
{
    private readonly KeyCache _cache;
    private readonly ActiveKey? _admin;
    private readonly TimeProvider _time;

    private AccessControl(KeyCache cache, KeyAdministration keys, ActiveKey? admin, TimeProvider time)
    {
        _cache = cache;
        _admin = admin;
        _time = time;
        Keys = keys;
    }

    /// <summary>Giving out and taking back keys.</summary>
    public KeyAdministration Keys { get; }

    /// <summary>Whether anybody could be let in: there is an administrator, or a key.</summary>
    public bool HasKeys => _admin is not null || _cache.Entries.Count > 0;

    /// <summary>Reads the keys, so that the first requests do not wait for them.</summary>
    public static async Task<AccessControl> OpenAsync(
        IStore store,
        AccessSettings settings,
        TimeProvider time,
        RandomSource random,
        ILogger logger)
    {
        KeyStore stored = new(store);
        KeyCache cache = new(stored, settings.MasterKey, time, logger);
        await cache.LoadAsync();
        KeyAdministration keys = new(stored, cache, settings.MasterKey, time, random);
        await keys.ResealAsync();
        ActiveKey? admin = settings.AdminId is { } id
            ? new ActiveKey(new AccessPrincipal(id, AccessPolicy.Everything), settings.AdminSecret!)
            : null;
        return new AccessControl(cache, keys, admin, time);
    }

    /// <summary>Whether this looks like the id of a key, be it there or not.</summary>
    public bool IsId(string text) => KeySecrets.IsId(text)
        || (_admin is not null && string.Equals(_admin.Principal.Id, text, StringComparison.Ordinal));

    /// <summary>Whether there is a key of this id, as of the last listing.</summary>
    public bool HasKey(string id) => _cache.Has(id)
        || (_admin is not null && string.Equals(_admin.Principal.Id, id, StringComparison.Ordinal));

    /// <summary>
    /// The key of an id, or null. It is for the caller to see that the secret is right, then to ask
    /// <see cref="Admit(ActiveKey)"/>.
    /// </summary>
    public ValueTask<ActiveKey?> FindKeyAsync(string id, CancellationToken cancellationToken) =>
        _admin is not null && string.Equals(_admin.Principal.Id, id, StringComparison.Ordinal)
            ? new ValueTask<ActiveKey?>(_admin)
            : _cache.FindAsync(id, cancellationToken);

    /// <summary>Lets in whoever has shown an id and a secret; throws <see cref="AccessException"/>.</summary>
    public ValueTask<AccessPrincipal> AuthenticateAsync(
        string id, ReadOnlyMemory<char> secret, CancellationToken cancellationToken)
    {
        ValueTask<ActiveKey?> finding = FindKeyAsync(id, cancellationToken);
        return finding.IsCompletedSuccessfully
            ? new ValueTask<AccessPrincipal>(Check(finding.Result, secret.Span))
            : CheckAsync(finding, secret);
    }

    /// <summary>
    /// Lets in whoever has proven the secret of a key; throws <see cref="AccessException"/> if its time is over.
    /// </summary>
    public AccessPrincipal Admit(ActiveKey key) => Admit(key, _time.GetUtcNow());

    private AccessPrincipal Admit(ActiveKey key, DateTimeOffset now)
    {
        switch (key.RefusalAt(now))
        {
            case AccessErrorCode.KeyExpired:
                throw new AccessException(AccessErrorCode.KeyExpired, "This key has expired. Ask for a new one.");
            case AccessErrorCode.KeyDisabled:
                throw new AccessException(AccessErrorCode.KeyDisabled, "This key is switched off.");
            default:
                if (key.Principal.Keys is not null && key.IsUseWorthNoting(now))
                    _ = _cache.NoteUseAsync(key.Principal.Id, now);
                return key.Principal;
        }
    }

    private async ValueTask<AccessPrincipal> CheckAsync(
        ValueTask<ActiveKey?> finding, ReadOnlyMemory<char> secret) => Check(await finding, secret.Span);

    private AccessPrincipal Check(ActiveKey? key, ReadOnlySpan<char> secret)
    {
        DateTimeOffset now = _time.GetUtcNow();
        Span<byte> utf8 = stackalloc byte[Limits.MaxKeySecretBytes];
        bool isRight = Encoding.UTF8.TryGetBytes(secret, utf8, out int length)
            && key?.HasSecret(utf8[..length], now) == true;
        utf8.Clear();
        return isRight
            ? Admit(key!, now)
            : throw new AccessException(
                AccessErrorCode.InvalidKey, "There is no such key, or this is not its secret.");
    }
}
