namespace QueueService.Tests.Functions.Http.Local;

public sealed class LocalQueueTests(LocalTestService service) : QueueTests(service), IClassFixture<LocalTestService>;
