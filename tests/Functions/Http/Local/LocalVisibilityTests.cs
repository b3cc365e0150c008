namespace QueueService.Tests.Functions.Http.Local;

public sealed class LocalVisibilityTests(LocalTestService service) : VisibilityTests(service), IClassFixture<LocalTestService>;
