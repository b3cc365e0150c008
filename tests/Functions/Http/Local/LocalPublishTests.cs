using QueueService.Tests.Functions.Http.Exchanges;

namespace QueueService.Tests.Functions.Http.Local;

public sealed class LocalPublishTests(LocalTestService service) : PublishTests(service), IClassFixture<LocalTestService>;
