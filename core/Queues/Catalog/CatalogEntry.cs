namespace QueueService.Queues.Catalog;

/// <summary>A queue in a listing of the catalog.</summary>
/// <param name="Record">Null if what is stored of it cannot be read, or if only its name was asked for.</param>
/// <param name="Bytes">The length of its document.</param>
internal readonly record struct CatalogEntry(QueueName Name, QueueRecord? Record, int Bytes)
{
    /// <summary>Known also when the record is left out.</summary>
    public bool IsDeleting { get; } = Record is { IsDeleting: true };
}
