namespace QueueService.Tests.Simulation.Record;

internal enum ReceiptKind
{
    Acknowledge = 1,
    Extend,
    Release,
    Reject,
}
