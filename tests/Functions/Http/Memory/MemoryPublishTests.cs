using QueueService.Tests.Functions.Http.Exchanges;

namespace QueueService.Tests.Functions.Http.Memory;

public sealed class MemoryPublishTests(TestService service) : PublishTests(service), IClassFixture<TestService>;
