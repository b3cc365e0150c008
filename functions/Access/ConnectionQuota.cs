using System.Collections.Concurrent;
using System.Net;

namespace QueueService.Functions.Access;

/// <summary>
/// How many connections one public address may hold, so that one client that opens many and sends little cannot take
/// all that there are. Proxies, which bring the requests of many, come from addresses that are not public.
/// </summary>
internal sealed class ConnectionQuota(int most)
{
    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    public bool TryEnter(IPAddress address)
    {
        if (_open.AddOrUpdate(address, 1, static (_, count) => count + 1) <= most)
            return true;
        Leave(address);
        return false;
    }

    public void Leave(IPAddress address)
    {
        // Taken away only at exactly nothing, in case another connection is counted meanwhile.
        if (_open.AddOrUpdate(address, 0, static (_, count) => count - 1) == 0)
            _open.TryRemove(KeyValuePair.Create(address, 0));
    }
}
