namespace QueueService.Storage.Azure.Tables;

/// <summary>One write of an entity group transaction.</summary>
/// <param name="Method">POST inserts, PUT replaces, DELETE deletes.</param>
/// <param name="HasBody">False for a delete.</param>
/// <param name="IfMatch">The version that the row must have; null for an insert.</param>
internal sealed record TableOperation(string Method, bool HasBody, TableEntity Entity, string? IfMatch)
{
    public static TableOperation Insert(TableEntity entity) => new("POST", true, entity, null);

    public static TableOperation Replace(TableEntity entity, string version) => new("PUT", true, entity, version);

    public static TableOperation Delete(string partitionKey, string rowKey, string version = "*") =>
        new("DELETE", false, new TableEntity(partitionKey, rowKey), version);
}
