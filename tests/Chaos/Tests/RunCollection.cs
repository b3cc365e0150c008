namespace QueueService.Tests.Chaos.Tests;

/// <summary>Runs have the machine to themselves, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RunCollection
{
    public const string Name = "runs";
}
