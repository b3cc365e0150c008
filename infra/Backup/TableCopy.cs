using Azure.Data.Tables;

namespace QueueService.Backup;

/// <summary>Copies the rows of a table, as many at a time as a transaction takes.</summary>
internal static class TableCopy
{
    private const int MostRows = 100;

    /// <summary>A transaction takes 4 MiB, in which binary values are a third longer.</summary>
    private const int MostBytes = 2 * 1024 * 1024;

    private const int BytesOfRow = 1024;

    /// <returns>The number of rows.</returns>
    public static async Task<int> RunAsync(TableClient from, TableClient to, CancellationToken cancellation)
    {
        int rows = 0;
        int bytes = 0;
        List<TableTransactionAction> batch = [];
        await foreach (TableEntity row in from.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            int length = BytesOfRow + ((IDictionary<string, object>)row).Values.Sum(LengthOf);
            bool isOfBatch = batch.Count > 0
                && string.Equals(batch[0].Entity.PartitionKey, row.PartitionKey, StringComparison.Ordinal);
            if (batch.Count > 0 && (!isOfBatch || batch.Count == MostRows || bytes + length > MostBytes))
            {
                await to.SubmitTransactionAsync(batch, cancellation);
                batch.Clear();
                bytes = 0;
            }

            // Not an insertion: a request whose answer was lost is sent again.
            batch.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            bytes += length;
            rows++;
        }

        if (batch.Count > 0)
            await to.SubmitTransactionAsync(batch, cancellation);
        return rows;
    }

    private static int LengthOf(object? value) => value switch
    {
        byte[] binary => binary.Length,
        string text => text.Length * sizeof(char),
        _ => sizeof(long),
    };
}
