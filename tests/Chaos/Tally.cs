namespace QueueService.Tests.Chaos;

/// <summary>How often something happened.</summary>
internal readonly record struct Tally(string What, int Count);
