namespace QueueService.Tests.Functions.Http.Memory;

public sealed class MemoryNamedMessageTests(TestService service)
    : NamedMessageTests(service), IClassFixture<TestService>;
