namespace QueueService.Tests.Functions.Http.Hosted;

[Collection(HostedCollection.Name)]
public sealed class HostedVisibilityTests(HostedTestService service) : VisibilityTests(service);
