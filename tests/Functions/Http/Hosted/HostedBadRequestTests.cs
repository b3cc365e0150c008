namespace QueueService.Tests.Functions.Http.Hosted;

[Collection(HostedCollection.Name)]
public sealed class HostedBadRequestTests(HostedTestService service) : BadRequestTests(service);
