namespace QueueService.Benchmarks;

/// <summary>A server answered wrongly, or did not start: there is no figure to report.</summary>
internal sealed class BenchmarkFailedException(string message) : Exception(message);
