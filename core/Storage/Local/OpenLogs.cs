namespace QueueService.Storage.Local;

/// <summary>
/// The logs that are in use: the handles of one partition share one log, the last one closes its files.
/// </summary>
internal sealed class OpenLogs(
    string folder, int segmentBytes, OpenFiles files, StorageMeter meter, StorageThreads threads) : IDisposable
{
    private readonly Lock _sync = new();
    private readonly Dictionary<PartitionId, (PartitionLog Log, int Handles)> _logs = [];

    public ICommitLog Open(PartitionId partition)
    {
        lock (_sync)
        {
            var log = _logs.TryGetValue(partition, out var entry)
                ? entry.Log
                : new PartitionLog(Path.Combine(folder, partition.ToString()), partition, segmentBytes, files, meter);
            _logs[partition] = (log, entry.Handles + 1);
            return new LocalLog(log, threads, released => Release(partition, released));
        }
    }

    public void Dispose()
    {
        lock (_sync)
        {
            foreach (var (log, _) in _logs.Values)
                log.Dispose();
            _logs.Clear();
        }
    }

    private void Release(PartitionId partition, PartitionLog log)
    {
        lock (_sync)
        {
            if (!_logs.TryGetValue(partition, out var entry) || entry.Log != log)
                return;
            if (entry.Handles > 1)
            {
                _logs[partition] = (log, entry.Handles - 1);
                return;
            }

            _logs.Remove(partition);
            log.Dispose();
        }
    }
}
