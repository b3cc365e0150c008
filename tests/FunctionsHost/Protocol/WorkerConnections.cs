using System.Collections.Concurrent;

namespace QueueService.Tests.FunctionsHost.Protocol;

/// <summary>The workers that were started and are to connect.</summary>
internal sealed class WorkerConnections
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<WorkerChannel>> _expected = new();

    /// <summary>Ends when the worker of this id has connected.</summary>
    public Task<WorkerChannel> ExpectAsync(string worker) => _expected
        .GetOrAdd(worker, _ => new TaskCompletionSource<WorkerChannel>(TaskCreationOptions.RunContinuationsAsynchronously))
        .Task;

    public bool TryConnect(string worker, WorkerChannel channel) =>
        _expected.TryRemove(worker, out var expected) && expected.TrySetResult(channel);
}
