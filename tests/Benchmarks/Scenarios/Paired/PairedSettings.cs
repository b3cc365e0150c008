namespace QueueService.Benchmarks.Scenarios.Paired;

internal sealed record PairedSettings(int Pairs, TimeSpan Slice, int Connections, TimeSpan WarmUp, string WorkFolder);
