using Microsoft.Extensions.Logging;
using QueueService.Replication;
using QueueService.Storage;

namespace QueueService.Queues;

/// <summary>Tells of moves that nobody waits for.</summary>
internal static partial class MoveWatch
{
    public static async Task RunAsync(ILogger logger, PartitionId partition, Task move)
    {
        try
        {
            await move;
        }
        catch (Exception exception) when (exception is PartitionClosedException || Postponement.IsFor(exception))
        {
            LogPostponed(logger, partition, exception.Message);
        }
        catch (Exception fault)
        {
            LogFailed(logger, partition, fault);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Messages leaving partition {Partition} could not be moved yet: {Reason}")]
    private static partial void LogPostponed(ILogger logger, PartitionId partition, string reason);

    [LoggerMessage(LogLevel.Error, "The move of messages leaving partition {Partition} was ended by a fault")]
    private static partial void LogFailed(ILogger logger, PartitionId partition, Exception fault);
}
