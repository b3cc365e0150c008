using QueueService.Tests.Functions.Access;

namespace QueueService.Tests.Functions.Rest.OpenApi;

/// <summary>A service with access control, called by its administrator.</summary>
public sealed class AdminService : KeyedService
{
    private protected override HttpMessageHandler Handler() => new KeyHandler(Admin);
}
