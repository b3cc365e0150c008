using QueueService.Tests.Functions.Http.Exchanges;

namespace QueueService.Tests.Functions.Http.Local;

public sealed class LocalBindingTests(LocalTestService service) : BindingTests(service), IClassFixture<LocalTestService>;
