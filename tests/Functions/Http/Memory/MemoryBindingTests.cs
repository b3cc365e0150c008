using QueueService.Tests.Functions.Http.Exchanges;

namespace QueueService.Tests.Functions.Http.Memory;

public sealed class MemoryBindingTests(TestService service) : BindingTests(service), IClassFixture<TestService>;
