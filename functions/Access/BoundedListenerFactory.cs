using System.Net;
using Microsoft.AspNetCore.Connections;

namespace QueueService.Functions.Access;

/// <summary>
/// Accepts no more connections than there are descriptors for, those that are being refused included. The server
/// would accept all that come in a burst before it looks at the first. Whoever comes beyond waits in the line of the
/// operating system until another connection is closed.
/// </summary>
/// <param name="most">How many connections may be open at one time, on all addresses together.</param>
internal sealed class BoundedListenerFactory(IConnectionListenerFactory inner, int most)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector, IDisposable
{
    private readonly SemaphoreSlim _places = new(most, most);

    public bool CanBind(EndPoint endpoint) =>
        inner is not IConnectionListenerFactorySelector selector || selector.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(
        EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new BoundedListener(await inner.BindAsync(endpoint, cancellationToken), _places);

    public void Dispose() => _places.Dispose();
}
