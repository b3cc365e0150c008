using QueueService.Functions.Sqs.Wire;

namespace QueueService.Functions.Sqs;

/// <summary>Writes the members of an answer.</summary>
internal delegate void SqsAnswer(ISqsOutput output);
