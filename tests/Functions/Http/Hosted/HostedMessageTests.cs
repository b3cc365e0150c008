namespace QueueService.Tests.Functions.Http.Hosted;

[Collection(HostedCollection.Name)]
public sealed class HostedMessageTests(HostedTestService service) : MessageTests(service);
