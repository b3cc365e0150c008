namespace QueueService.Tests.Infra.Azd;

/// <summary>Where the infrastructure is described.</summary>
internal sealed class AzdInfra
{
    public string Path { get; init; } = "infra";

    public string Module { get; init; } = "main";
}
