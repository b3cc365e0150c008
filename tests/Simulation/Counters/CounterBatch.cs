using QueueService.Storage;
using QueueService.Transfers;

namespace QueueService.Tests.Simulation.Counters;

/// <summary>The first tokens on their way to another counter.</summary>
internal sealed record CounterBatch(
    PartitionId Destination, TransferNumber First, TransferNumber End, IReadOnlyList<Token> Tokens)
    : OutboxBatch(Destination, First, End, Tokens.Count);
