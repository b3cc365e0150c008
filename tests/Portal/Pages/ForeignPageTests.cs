using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>What pages of others, open in the browser of somebody who uses the portal, cannot do.</summary>
public sealed class ForeignPageTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    /// <summary>Each way in which a page can call; answers what it has learned.</summary>
    private const string Calls = """
        async service => {
          const learned = [];
          const call = async (path, request) => {
            try {
              const answer = await fetch(service + path, request);
              if (answer.type !== 'opaque')
                learned.push(`${path} ${answer.status}`);
            } catch {
            }
          };
          await call('v1/queues');
          await call('v1/queues', { headers: { Authorization: 'Bearer a.b' } });
          await call('v1/queues/orders/purge', { method: 'POST' });
          await call('v1/queues/orders/purge', { method: 'POST', mode: 'no-cors' });
          await call('v1/queues/orders', { method: 'DELETE' });
          await call('v1/queues/orders/messages',
            { method: 'POST', mode: 'no-cors', headers: { 'Content-Type': 'text/plain' }, body: 'x' });
          await call('?Action=DeleteQueue&QueueUrl=orders&AWSAccessKeyId=a&Signature=a', { mode: 'no-cors' });
          const form = document.createElement('form');
          Object.assign(form, { method: 'post', target: 'inside', action: service + 'v1/queues/orders/purge' });
          document.body.append(form);
          const loaded = new Promise(done => (document.getElementsByName('inside')[0].onload = done));
          form.submit();
          await loaded;
          return learned;
        }
        """;

    [BrowserFact]
    public async Task Page_OfAnotherSite_CanShowNothingAndChangeNothing()
    {
        using PortalService service = await PortalService.StartAsync();
        await SendAsync(service);
        await using OtherSite site = await OtherSite.StartAsync(
            $"<iframe id=\"portal\" src=\"{service.Address}portal/\"></iframe><iframe name=\"inside\"></iframe>");
        await using WatchedPage tab = await browser.OpenAsync(site.Address);
        // It is what this page is for; the browser refuses most of it, and the service the rest.
        foreach (string expected in
            (string[])["request: ", "frame-ancestors", "blocked by CORS", "ERR_", "status of 40"])
            tab.Expected.Add(expected);
        await tab.Page.GotoAsync("/");
        IFrame frame = (await (await tab.Page.WaitForSelectorAsync("#portal"))!.ContentFrameAsync())!;
        await Assertions.Expect(tab.Page.FrameLocator("#portal").Locator("#app")).ToHaveCountAsync(0);
        string shown = await frame.EvaluateAsync<string>("location.href");
        Assert.StartsWith("chrome-error:", shown, StringComparison.Ordinal);

        string[] learned = await tab.Page.EvaluateAsync<string[]>(Calls, service.Address.ToString());
        Assert.Empty(learned);
        await AssertUntouchedAsync(service);
    }

    /// <summary>A page may have the name that it came from point to this machine afterwards.</summary>
    [BrowserFact]
    public async Task Page_WhoseNameWasMovedHere_CanChangeNothing()
    {
        using PortalService service = await PortalService.StartAsync();
        await SendAsync(service);
        Uri moved = new($"http://{BrowserProcess.MovedName}:{service.Address.Port}/");
        await using WatchedPage tab = await browser.OpenAsync(moved);
        tab.Expected.Add("status of 403");
        // Which holds for names of this machine, and for TLS.
        tab.Expected.Add("Cross-Origin-Opener-Policy");
        await tab.Page.GotoAsync("/portal/");
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Set PublicUrl");
        int[] statuses = await tab.Page.EvaluateAsync<int[]>("""
            async () => [
              (await fetch('/v1/queues/orders/purge', { method: 'POST' })).status,
              (await fetch('/v1/queues/orders', { method: 'DELETE' })).status,
            ]
            """);
        Assert.Equal([403, 403], statuses);
        await AssertUntouchedAsync(service);
    }

    private static async Task SendAsync(PortalService service)
    {
        await service.CallAsync("PUT", "/v1/queues/orders");
        await service.CallAsync("POST", "/v1/queues/orders/messages", new { messages = new[] { new { body = "a" } } });
    }

    private static async Task AssertUntouchedAsync(PortalService service)
    {
        JsonElement page = await service.CallAsync("GET", "/v1/queues/orders/messages");
        Assert.Equal("a", Assert.Single(page.GetProperty("messages").EnumerateArray()).GetProperty("body").GetString());
    }
}
