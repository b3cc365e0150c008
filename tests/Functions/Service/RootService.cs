using QueueService.Tests.Functions.Http;

namespace QueueService.Tests.Functions.Service;

/// <summary>A service whose answers are not followed to where they lead.</summary>
public sealed class RootService : TestService
{
    private protected override HttpMessageHandler Handler() => new SocketsHttpHandler { AllowAutoRedirect = false };
}
