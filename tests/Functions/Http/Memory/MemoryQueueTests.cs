namespace QueueService.Tests.Functions.Http.Memory;

public sealed class MemoryQueueTests(TestService service) : QueueTests(service), IClassFixture<TestService>;
