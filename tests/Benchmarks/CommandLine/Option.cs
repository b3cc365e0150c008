namespace QueueService.Benchmarks.CommandLine;

/// <summary>One `--name value` of a command; an empty default means that the option may be left out.</summary>
internal sealed record Option(string Name, string Default, string Summary);
