using QueueService.Tests.Functions.Sqs;

namespace QueueService.Tests.Functions.Http.Hosted;

[Collection(HostedCollection.Name)]
public sealed class HostedSqsMessageTests(HostedTestService service) : SqsMessageTests(service);
