namespace QueueService.Tests.Functions.Http.Memory;

public sealed class MemoryRedriveTests(TestService service) : RedriveTests(service), IClassFixture<TestService>;
