using System.Net.Http.Headers;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Look;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>Who has changed what, and for whom the page is there.</summary>
public sealed class AuditTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    [BrowserFact]
    public async Task Audit_WithoutTheRight_IsNotThere()
    {
        using PortalService service = await KeyedPortal.StartAsync();
        string key = await KeyedPortal.NewKeyAsync(service, "shop", new { role = "operator", queues = new[] { "*" } });
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        tab.Expected.Add("status of 401");
        await tab.Page.GotoAsync("/portal/");
        await SignIn.WithKeyAsync(tab.Page, key);
        await Assertions.Expect(tab.Page.GetByLabel("Look only")).ToBeVisibleAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Link, new() { Name = "Audit" })).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Audit_AfterAPurge_ShowsWhoHasDoneItWithinSeconds()
    {
        using PortalService service = await KeyedPortal.StartAsync();
        foreach (string queue in (string[])["orders", "mail"])
            await service.CallAsync("PUT", $"/v1/queues/{queue}");
        string key = await KeyedPortal.NewKeyAsync(service, "shop", new { role = "operator", queues = new[] { "*" } });
        await using WatchedPage tab = await browser.OpenAsync(service.Address, new() { BypassCSP = true });
        tab.Expected.Add("status of 401");
        IPage page = tab.Page;
        await page.GotoAsync("/portal/audit");
        await SignIn.WithKeyAsync(page, KeyedPortal.AdminKey);
        ILocator rows = page.Locator("tbody tr[data-row]");
        await Assertions.Expect(rows.Filter(new() { HasText = "mail" })).ToBeVisibleAsync(new() { Timeout = 15_000 });

        await PurgeAsync(service, key);
        ILocator purge = rows.Filter(new() { HasText = "/purge" });
        await Assertions.Expect(purge).ToContainTextAsync("orders", new() { Timeout = 10_000 });
        await Assertions.Expect(purge).ToContainTextAsync("shop");
        await PageLooks.CheckAsync(page, "audit");
        await purge.ClickAsync();
        ILocator drawer = page.GetByRole(AriaRole.Complementary);
        await Assertions.Expect(drawer).ToContainTextAsync(key.Split('.')[0]);
        await PageLooks.CheckAsync(page, "audit-one");
        await page.Keyboard.PressAsync("Escape");

        await page.GetByLabel("Queue is").FillAsync("mail");
        await page.GetByLabel("Since").SelectOptionAsync("24h");
        await Assertions.Expect(purge).ToHaveCountAsync(0);
        await Assertions.Expect(rows.Filter(new() { HasText = "mail" })).ToBeVisibleAsync();
        Uri filtered = new(service.Address, "/portal/audit?queue=mail&since=24h");
        await Assertions.Expect(page).ToHaveURLAsync(filtered.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear filter" }).ClickAsync();
        await Assertions.Expect(purge).ToBeVisibleAsync();
    }

    private static async Task PurgeAsync(PortalService service, string key)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/v1/queues/orders/purge", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using HttpResponseMessage answer = await service.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
