using QueueService.Routing.Publishing;

namespace QueueService.Functions.Rest.Exchanges.Publishing;

/// <summary>A queue that a message would reach.</summary>
/// <param name="Bindings">At most ten ways that lead there, each the ids of its bindings in their order.</param>
internal sealed record RoutedQueueAnswer(string Queue, IReadOnlyList<IReadOnlyList<string>> Bindings)
{
    public static RoutedQueueAnswer From(RoutedQueue queue) => new(
        queue.Queue.Value,
        [.. queue.Paths.Select(path => (IReadOnlyList<string>)[.. path.Select(binding => binding.ToString())])]);
}
