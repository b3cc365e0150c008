namespace QueueService.Tests.Chaos.Routing;

/// <summary>A message in a queue, as somebody received it; the same however often it is delivered.</summary>
internal readonly record struct Copy(string Queue, string Body, string MessageId, long Sequence);
