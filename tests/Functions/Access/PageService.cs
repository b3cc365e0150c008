namespace QueueService.Tests.Functions.Access;

/// <summary>One that web pages of an origin may call.</summary>
public sealed class PageService : KeyedService
{
    internal const string Origin = "https://portal.example";

    private protected override string[] More => [$"--Cors:Origins={Origin};http://localhost:5173"];
}
