namespace QueueService.Tests.Functions.Http.Local;

public sealed class LocalRedriveTests(LocalTestService service) : RedriveTests(service), IClassFixture<LocalTestService>;
