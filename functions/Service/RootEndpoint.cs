using System.Reflection;
using QueueService.Functions.Access;
using QueueService.Functions.Rest;
using QueueService.Functions.Rest.Json;

namespace QueueService.Functions.Service;

/// <summary><c>GET /</c>: what the service is. Browsers are sent on to the portal before.</summary>
internal sealed class RootEndpoint(AccessOptions access)
{
    private readonly RootAnswer _answer = new(
        "queue-service",
        "/openapi/v1.json",
        ProgramVersion(),
        access.Mode == AccessMode.Off ? "off" : "keys",
        access.Mode == AccessMode.Off ? [] : access.Entra is null ? ["key"] : ["key", "entra"]);

    public Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.Vary = "Accept";
        return context.AnswerAsync(_answer, RestContracts.Default.RootAnswer);
    }

    /// <summary>Without what the build adds to it, such as the commit.</summary>
    private static string ProgramVersion()
    {
        string? version = typeof(RootEndpoint).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return version?.Split('+')[0] ?? "0";
    }
}
