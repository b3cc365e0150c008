namespace QueueService.Tests.Core.Partitions.ModelBased;

internal enum QueueStepKind
{
    Send = 0,
    SendDelayed,
    SendTwice,
    Receive,
    ReceiveAgain,
    Acknowledge,
    AcknowledgeStale,
    Extend,
    Release,
    Wait,
    Purge,
    Expire,
    Restart,
    ChangeDelay,
}
