using QueueService.Functions.Sqs.Wire;

namespace QueueService.Functions.Sqs.Messages;

/// <summary>An entry of a batch, whose id its result is answered with.</summary>
internal readonly record struct BatchEntry(string Id, ISqsInput Input);
