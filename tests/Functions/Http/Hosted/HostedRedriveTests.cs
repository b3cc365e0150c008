namespace QueueService.Tests.Functions.Http.Hosted;

[Collection(HostedCollection.Name)]
public sealed class HostedRedriveTests(HostedTestService service) : RedriveTests(service);
