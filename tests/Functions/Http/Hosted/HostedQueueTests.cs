namespace QueueService.Tests.Functions.Http.Hosted;

[Collection(HostedCollection.Name)]
public sealed class HostedQueueTests(HostedTestService service) : QueueTests(service);
