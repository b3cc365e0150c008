namespace QueueService.Tests.Functions.Http.Memory;

public sealed class MemoryVisibilityTests(TestService service) : VisibilityTests(service), IClassFixture<TestService>;
