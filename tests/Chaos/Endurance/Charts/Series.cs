namespace QueueService.Tests.Chaos.Endurance.Charts;

/// <summary>A line of a chart.</summary>
internal sealed record Series(string Name, IReadOnlyList<double> Values);
