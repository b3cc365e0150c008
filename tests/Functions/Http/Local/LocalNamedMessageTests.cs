namespace QueueService.Tests.Functions.Http.Local;

public sealed class LocalNamedMessageTests(LocalTestService service)
    : NamedMessageTests(service), IClassFixture<LocalTestService>;
