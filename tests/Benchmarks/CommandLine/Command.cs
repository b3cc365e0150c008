namespace QueueService.Benchmarks.CommandLine;

internal sealed record Command(
    string Name,
    string Summary,
    IReadOnlyList<Option> Options,
    Func<OptionValues, CancellationToken, Task> RunAsync);
