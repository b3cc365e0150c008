namespace QueueService.Tests.Functions.Http.Hosted;

[Collection(HostedCollection.Name)]
public sealed class HostedNamedMessageTests(HostedTestService service) : NamedMessageTests(service);
