namespace QueueService.Tests.Secrets;

/// <summary>The service has shown a secret in its log or in an error.</summary>
public sealed class SecretShownException(string message) : Exception(message);
