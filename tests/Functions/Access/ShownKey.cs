namespace QueueService.Tests.Functions.Access;

/// <summary>An id and a secret as their owner has them.</summary>
internal sealed record ShownKey(string Id, string Secret);
