namespace QueueService.Tests.Functions.Http.Hosted;

/// <summary>One host for all tests that run through it.</summary>
[CollectionDefinition(Name)]
public sealed class HostedCollection : ICollectionFixture<HostedTestService>
{
    public const string Name = "Functions host";
}
