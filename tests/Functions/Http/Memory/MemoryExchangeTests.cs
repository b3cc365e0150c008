using QueueService.Tests.Functions.Http.Exchanges;

namespace QueueService.Tests.Functions.Http.Memory;

public sealed class MemoryExchangeTests(TestService service) : ExchangeTests(service), IClassFixture<TestService>;
