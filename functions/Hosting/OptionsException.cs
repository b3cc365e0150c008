namespace QueueService.Functions.Hosting;

/// <summary>A wrong configuration value, told in one line: key, value and what is allowed.</summary>
internal sealed class OptionsException(string message) : Exception(message);
