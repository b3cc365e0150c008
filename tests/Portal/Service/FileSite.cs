using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace QueueService.Tests.Portal.Service;

/// <summary>The web server of a user, with a page and a script.</summary>
internal sealed class FileSite : IAsyncDisposable
{
    private readonly WebApplication _site;

    private FileSite(WebApplication site) => _site = site;

    public Uri Address => new(_site.Urls.Single());

    /// <summary>The page; may be set when the address is known.</summary>
    public string Page { get; set; } = "";

    /// <param name="script">The path of the script in the site, and its file.</param>
    public static async Task<FileSite> StartAsync((string Path, string File) script)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        FileSite site = new(builder.Build());
        site._site.Run(context =>
        {
            bool isScript = string.Equals(context.Request.Path.Value, $"/{script.Path}", StringComparison.Ordinal);
            context.Response.ContentType = isScript ? "text/javascript" : "text/html; charset=utf-8";
            return isScript
                ? context.Response.SendFileAsync(script.File, context.RequestAborted)
                : context.Response.WriteAsync(site.Page, context.RequestAborted);
        });
        await site._site.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
