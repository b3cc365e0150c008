namespace QueueService.Tests.Functions.Http.Local;

public sealed class LocalMessageTests(LocalTestService service) : MessageTests(service), IClassFixture<LocalTestService>;
