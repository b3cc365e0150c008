namespace QueueService.Tests.FunctionsHost;

/// <summary>What the host adds to requests and to timer calls alike.</summary>
internal static class HostHeaders
{
    public const string Version = "X-Azure-Functions-HostVersion";
    public const string InvocationId = "X-Azure-Functions-InvocationId";
    public const string VersionValue = "4.1052.200";
}
