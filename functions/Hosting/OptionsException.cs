namespace QueueService.Functions.Hosting;

/// <summary>A configuration value that the service cannot start with; one line that names key, value and what is allowed.</summary>
internal sealed class OptionsException(string message) : Exception(message);
