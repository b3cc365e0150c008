namespace QueueService.Tests.Infra.Azd;

/// <summary>A service that azd deploys.</summary>
internal sealed class AzdService
{
    public string Project { get; init; } = "";

    public string Language { get; init; } = "";

    public string Host { get; init; } = "";

    public Dictionary<string, AzdHook> Hooks { get; init; } = [];
}
