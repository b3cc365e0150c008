using QueueService.Tests.Functions.Http.Exchanges;

namespace QueueService.Tests.Functions.Http.Local;

public sealed class LocalExchangeTests(LocalTestService service) : ExchangeTests(service), IClassFixture<LocalTestService>;
