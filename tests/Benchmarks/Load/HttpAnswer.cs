namespace QueueService.Benchmarks.Load;

/// <param name="Status">The HTTP status code.</param>
/// <param name="Body">Valid until the next request on the same connection.</param>
internal readonly record struct HttpAnswer(int Status, ReadOnlyMemory<byte> Body);
