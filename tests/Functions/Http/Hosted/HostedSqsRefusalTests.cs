using QueueService.Tests.Functions.Sqs;

namespace QueueService.Tests.Functions.Http.Hosted;

[Collection(HostedCollection.Name)]
public sealed class HostedSqsRefusalTests(HostedTestService service) : SqsRefusalTests(service);
