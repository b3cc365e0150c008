using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Functions.Hosting;

/// <summary>
/// The service while it listens. Disposing of it stops taking requests first and closes the store last.
/// </summary>
internal sealed class RunningService(WebApplication app, Broker broker, IStore store) : IAsyncDisposable
{
    public WebApplication App { get; } = app;

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await broker.DisposeAsync();
        await store.DisposeAsync();
    }
}
