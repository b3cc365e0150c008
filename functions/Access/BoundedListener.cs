using System.Net;
using Microsoft.AspNetCore.Connections;

namespace QueueService.Functions.Access;

/// <summary>Takes a place before it accepts a connection, and gives it back when the connection is closed.</summary>
internal sealed class BoundedListener(IConnectionListener inner, SemaphoreSlim places) : IConnectionListener
{
    private readonly CancellationTokenSource _unbound = new();

    public EndPoint EndPoint => inner.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(_unbound.Token, cancellationToken))
        {
            try
            {
                await places.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (_unbound.IsCancellationRequested)
            {
                return null;
            }
        }

        ConnectionContext? accepted = null;
        try
        {
            accepted = await inner.AcceptAsync(cancellationToken);
        }
        finally
        {
            if (accepted is null)
                places.Release();
        }

        return accepted is null ? null : new PlacedConnection(accepted, places);
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _unbound.CancelAsync();
        await inner.UnbindAsync(cancellationToken);
    }

    /// <summary>The server has seen its last accept end by then.</summary>
    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        _unbound.Dispose();
    }
}
