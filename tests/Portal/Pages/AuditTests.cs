using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Look;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>Who has changed what, and for whom the page is there.</summary>
public sealed class AuditTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

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
    public async Task Audit_WithAFilter_AsksForItAndKeepsItInTheAddress()
    {
        using PortalService service = await PortalService.StartAsync();
        await using WatchedPage tab = await browser.OpenAsync(service.Address, new() { BypassCSP = true });
        IPage page = tab.Page;
        List<string> asked = [];
        await page.RouteAsync("**/v1/audit?*", route =>
        {
            asked.Add(new Uri(route.Request.Url).Query);
            return route.FulfillAsync(new() { ContentType = "application/json", Body = Answer });
        });
        await page.RouteAsync("**/v1/me", async route =>
        {
            IAPIResponse answer = await route.FetchAsync();
            string me = await answer.TextAsync();
            string more = me.Replace("\"keys\"", "\"keys\",\"audit\"", StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = answer, Body = more });
        });
        await page.GotoAsync("/portal/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Audit" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "purge" })).ToContainTextAsync("orders");
        await Assertions.Expect(page.GetByText(Hostile)).ToBeVisibleAsync();
        await PageLooks.CheckAsync(page, "audit");
        await page.GetByLabel("Queue is").FillAsync("orders");
        await page.GetByLabel("Since").SelectOptionAsync("24h");
        await Assertions.Expect(page).ToHaveURLAsync(
            new Uri(service.Address, "/portal/audit?queue=orders&since=24h").ToString());
        await page.WaitForRequestAsync(request => request.Url.Contains("queue=orders&from=", StringComparison.Ordinal));
        Assert.Equal("?limit=100", asked[0]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear filter" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(service.Address, "/portal/audit").ToString());
    }

    private static string Answer => JsonSerializer.Serialize(new
    {
        entries = new object[]
        {
            Entry("shop", "POST /v1/queues/{queue}/purge", "orders", "204", null),
            Entry("admin", "POST /v1/keys", null, "201", "nightly"),
            Entry("nightly", "DELETE /v1/queues/{queue}", Hostile, "AccessDenied", null),
        },
    });

    private static object Entry(string key, string action, string? queue, string outcome, string? detail) => new
    {
        at = DateTimeOffset.UtcNow,
        key,
        action,
        queue = queue ?? "",
        address = "192.0.2.7",
        outcome,
        detail = detail ?? "",
    };
}
