using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using QueueService.Access.Keys;

namespace QueueService.Functions.Sqs.Signing;

/// <summary>
/// The keys that sign, derived from secrets (Signature Version 4, task 3). Deriving one takes four HMACs, and it is the
/// same for a day: those that were used are kept, and forgotten all at once when there are many.
/// </summary>
internal sealed class SigningKeys
{
    private const int MostKept = 4096;

    private readonly ConcurrentDictionary<(KeySecret Secret, string Scope), byte[]> _derived = new();

    /// <param name="scope"><c>date/region/service/aws4_request</c>.</param>
    public byte[] Get(KeySecret secret, string scope) =>
        _derived.TryGetValue((secret, scope), out byte[]? known) ? known : Derive(secret, scope);

    /// <summary>
    /// Keeps a key that has proven right; others would let anybody fill the memory with scopes that they made up.
    /// </summary>
    public void Keep(KeySecret secret, string scope, byte[] key)
    {
        if (_derived.ContainsKey((secret, scope)))
            return;
        if (_derived.Count >= MostKept)
            _derived.Clear();
        _derived[(secret, scope)] = key;
    }

    private static byte[] Derive(KeySecret secret, string scope)
    {
        byte[] key = [.. "AWS4"u8, .. secret.Utf8];
        foreach (string part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return key;
    }
}
