using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace QueueService.Tests.Portal.Service;

/// <summary>A web site of somebody else on this machine, with one page.</summary>
internal sealed class OtherSite : IAsyncDisposable
{
    private readonly WebApplication _site;

    private OtherSite(WebApplication site) => _site = site;

    public Uri Address => new(_site.Urls.Single());

    /// <param name="page">What is between the tags of its body.</param>
    public static async Task<OtherSite> StartAsync(string page)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication site = builder.Build();
        site.Run(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(
                $"<!doctype html><html lang=\"en\"><title>Other</title><link rel=\"icon\" href=\"data:,\">{page}",
                context.RequestAborted);
        });
        await site.StartAsync();
        return new OtherSite(site);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
