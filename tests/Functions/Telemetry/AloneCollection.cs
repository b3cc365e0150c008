namespace QueueService.Tests.Functions.Telemetry;

/// <summary>Tests that switch telemetry on in this process, which others would feel: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "telemetry, alone";
}
