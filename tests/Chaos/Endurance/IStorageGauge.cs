namespace QueueService.Tests.Chaos.Endurance;

/// <summary>Looks from outside at what a service keeps.</summary>
internal interface IStorageGauge : IAsyncDisposable
{
    /// <summary>What logs are measured in.</summary>
    string LogUnit { get; }

    /// <summary>How to tell the service of this storage on its command line.</summary>
    IReadOnlyList<string> Arguments { get; }

    Task<(double Log, double Blobs)> ReadAsync(CancellationToken cancellationToken);
}
