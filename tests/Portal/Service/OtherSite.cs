using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace QueueService.Tests.Portal.Service;

/// <summary>Another web site on this machine, with one page, and a script if it wants one.</summary>
internal sealed class OtherSite : IAsyncDisposable
{
    private readonly WebApplication _site;

    private OtherSite(WebApplication site) => _site = site;

    public Uri Address => new(_site.Urls.Single());

    /// <summary>The page, which may be set once the address is known.</summary>
    public string Page { get; set; } = "";

    /// <param name="body">What is between the tags of its body.</param>
    public static async Task<OtherSite> StartAsync(string body)
    {
        OtherSite site = await StartAsync();
        site.Page = $"<!doctype html><html lang=\"en\"><title>Other</title><link rel=\"icon\" href=\"data:,\">{body}";
        return site;
    }

    /// <param name="script">The path of a script in the site, and its file; null for none.</param>
    public static async Task<OtherSite> StartAsync((string Path, string File)? script = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        OtherSite site = new(builder.Build());
        site._site.Run(context =>
        {
            bool isScript = script is { } known
                && string.Equals(context.Request.Path.Value, $"/{known.Path}", StringComparison.Ordinal);
            context.Response.ContentType = isScript ? "text/javascript" : "text/html; charset=utf-8";
            return isScript
                ? context.Response.SendFileAsync(script!.Value.File, context.RequestAborted)
                : context.Response.WriteAsync(site.Page, context.RequestAborted);
        });
        await site._site.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
