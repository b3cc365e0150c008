namespace QueueService.Tests.Storage.Azure;

/// <summary>Tests in this collection run against the emulator.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
