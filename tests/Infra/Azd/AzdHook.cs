namespace QueueService.Tests.Infra.Azd;

/// <summary>A script that azd runs, for each kind of shell.</summary>
internal sealed class AzdHook
{
    /// <summary>For all systems; then the shell must be on all of them.</summary>
    public string? Run { get; init; }

    public AzdHook? Posix { get; init; }

    public AzdHook? Windows { get; init; }
}
