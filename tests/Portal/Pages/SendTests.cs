using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>A message that is made in the portal is sent once, as it was made.</summary>
public sealed class SendTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    [BrowserFact]
    public async Task Send_WhenTheButtonIsPressedTwice_SendsOneMessage()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/orders");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        await page.GotoAsync("/portal/queues/orders/send");
        await page.GetByLabel("Body").FillAsync("""{"n": 12345678901234567890}""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add attribute" }).ClickAsync();
        await page.GetByLabel("Name of attribute 1").FillAsync("version");
        await page.GetByLabel("Type of attribute 1").SelectOptionAsync("number");
        await page.GetByLabel("Value of attribute 1").FillAsync("98765432109876543210");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).DblClickAsync();
        await Assertions.Expect(page.GetByText("1 message sent")).ToBeVisibleAsync();

        string found = (await service.CallAsync("GET", "/v1/queues/orders/messages")).GetRawText();
        JsonElement message = JsonSerializer.Deserialize<JsonElement>(found)
            .GetProperty("messages").EnumerateArray().Single();
        Assert.Equal("""{"n": 12345678901234567890}""", message.GetProperty("body").GetString());
        Assert.Equal("98765432109876543210", message.GetProperty("attributes").GetProperty("version").GetRawText());
    }

    [BrowserFact]
    public async Task Send_WhenTheAnswerIsLost_SendsNoSecondMessageByAnotherTry()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/orders");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        tab.Expected.Add("ERR_FAILED");
        IPage page = tab.Page;
        bool isLost = false;
        await page.RouteAsync("**/messages", async route =>
        {
            if (!isLost && route.Request.Method is "POST")
            {
                isLost = true;
                await route.FetchAsync();
                await route.AbortAsync();
                return;
            }

            await route.ContinueAsync();
        });
        await page.GotoAsync("/portal/queues/orders/send");
        await page.GetByLabel("Body").FillAsync("once");
        ILocator send = page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true });
        await send.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("did not answer");
        await send.ClickAsync();
        await Assertions.Expect(page.GetByText("1 were there already.")).ToBeVisibleAsync();
        Assert.Single(await DeadLetters.IdsAsync(service, "orders"));
    }

    [BrowserFact]
    public async Task SendAgain_WhenAMessageIsOpen_FillsTheFormWithIt()
    {
        using PortalService service = await PortalService.StartAsync();
        await DeadLetters.MakeAsync(
            service, "orders", "dead", 1, _ => new { body = "the body", attributes = new { tenant = "acme" } });
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        await tab.Page.GotoAsync("/portal/queues/dead/dead");
        await tab.Page.GetByText("the body").ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();
        await Assertions.Expect(tab.Page)
            .ToHaveURLAsync(new Uri(service.Address, "/portal/queues/orders/send").ToString());
        await Assertions.Expect(tab.Page.GetByLabel("Body")).ToHaveValueAsync("the body");
        await Assertions.Expect(tab.Page.GetByLabel("Value of attribute 1")).ToHaveValueAsync("acme");
    }
}
