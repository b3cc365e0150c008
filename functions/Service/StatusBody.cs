namespace QueueService.Functions.Service;

/// <summary>A sign of life, and where the calls are described.</summary>
internal sealed record StatusBody(string Status, string Openapi);
