namespace QueueService.Tests.Functions.Http.Memory;

public sealed class MemoryMessageTests(TestService service) : MessageTests(service), IClassFixture<TestService>;
