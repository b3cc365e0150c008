namespace QueueService.Access.Keys;

/// <summary>A key with a secret that was just made: the only time that it is shown.</summary>
public sealed record IssuedKey(AccessKey Key, KeySecret Secret);
