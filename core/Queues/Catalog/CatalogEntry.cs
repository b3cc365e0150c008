namespace QueueService.Queues.Catalog;

/// <summary>A queue in a listing of the catalog.</summary>
/// <param name="Record">Null if what is stored of it cannot be read.</param>
internal readonly record struct CatalogEntry(QueueName Name, QueueRecord? Record);
