using System.Reflection;
using QueueService.Functions.Access;
using QueueService.Functions.Rest;
using QueueService.Functions.Rest.Json;

namespace QueueService.Functions.Service;

/// <summary><c>GET /</c>: what the service is, to programs; the portal, to people.</summary>
internal sealed class RootEndpoint(AccessOptions access)
{
    private const string Portal = "/portal/";
    private const string Html = "text/html";

    private readonly RootAnswer _answer = new(
        "queue-service",
        "/openapi/v1.json",
        ProgramVersion(),
        access.Mode == AccessMode.Off ? "off" : "keys",
        access.Mode == AccessMode.Off ? [] : access.Entra is null ? ["key"] : ["key", "entra"]);

    /// <summary>Sends a browser on to the portal; false if no browser asks.</summary>
    public static bool IsForPortal(HttpContext context)
    {
        context.Response.Headers.Append("Vary", "Accept");
        if (!AcceptsHtml(context.Request))
            return false;
        context.Response.Redirect(Portal);
        return true;
    }

    public Task AnswerAsync(HttpContext context) => IsForPortal(context)
        ? Task.CompletedTask
        : context.AnswerAsync(_answer, RestContracts.Default.RootAnswer);

    /// <summary>Programs ask for anything or for JSON; only browsers name this type.</summary>
    private static bool AcceptsHtml(HttpRequest request)
    {
        foreach (string? header in request.Headers.Accept)
        {
            foreach (string range in (header ?? "").Split(','))
            {
                string[] parts = range.Split(';', StringSplitOptions.TrimEntries);
                if (parts[0].Equals(Html, StringComparison.OrdinalIgnoreCase)
                    && !parts.Skip(1).Any(IsWeightOfNothing))
                    return true;
            }
        }

        return false;
    }

    private static bool IsWeightOfNothing(string parameter) =>
        parameter.StartsWith("q=0", StringComparison.OrdinalIgnoreCase)
        && !parameter.AsSpan(3).ContainsAnyInRange('1', '9');

    /// <summary>Without what the build adds to it, such as the commit.</summary>
    private static string ProgramVersion()
    {
        string? version = typeof(RootEndpoint).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return version?.Split('+')[0] ?? "0";
    }
}
