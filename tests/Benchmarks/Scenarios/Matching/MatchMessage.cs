using QueueService.Partitions.Messages;

namespace QueueService.Benchmarks.Scenarios.Matching;

/// <summary>What a match looks at of a message.</summary>
internal sealed record MatchMessage(string[] Keys, MessageAttribute[] Attributes);
