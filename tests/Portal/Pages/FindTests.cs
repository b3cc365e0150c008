using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>A text is found in a body, whatever the body is shown as.</summary>
public sealed class FindTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    private const int Items = 3_000;

    [BrowserFact]
    public async Task Find_InLongJson_ShowsOnePlaceAfterAnother()
    {
        string body = JsonSerializer.Serialize(
            Enumerable.Range(0, Items).Select(i => new { id = i, mark = i % 1000 == 7 }));
        using PortalService service = await PortalService.StartAsync();
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        ILocator drawer = await OpenAsync(service, tab.Page, body);
        ILocator now = drawer.Locator(".found-now");
        await Field(drawer).FillAsync("MARK\": true");
        await Assertions.Expect(drawer.GetByText("1 of 3")).ToBeVisibleAsync();
        await Assertions.Expect(now).ToBeInViewportAsync();
        await Assertions.Expect(drawer.GetByText("\"id\": 7,")).ToBeVisibleAsync();
        await Field(drawer).PressAsync("Enter");
        await Assertions.Expect(drawer.GetByText("\"id\": 1007,")).ToBeVisibleAsync();
        await drawer.GetByRole(AriaRole.Button, new() { Name = "The next one" }).ClickAsync();
        await Assertions.Expect(drawer.GetByText("3 of 3")).ToBeVisibleAsync();
        await Assertions.Expect(now).ToBeInViewportAsync();
        await Field(drawer).PressAsync("Enter");
        await Assertions.Expect(drawer.GetByText("1 of 3")).ToBeVisibleAsync();

        // What is folded away is unfolded where it is found.
        await drawer.Locator(".lines").EvaluateAsync("lines => lines.scrollTop = 0");
        await drawer.GetByRole(AriaRole.Button, new() { Name = "Fold line 1", Exact = true }).ClickAsync();
        await Assertions.Expect(now).ToHaveCountAsync(0);
        await Field(drawer).PressAsync("Enter");
        await Assertions.Expect(drawer.GetByText("2 of 3")).ToBeVisibleAsync();
        await Assertions.Expect(now).ToBeInViewportAsync();

        await drawer.GetByRole(AriaRole.Radio, new() { Name = "Hex" }).CheckAsync();
        await Field(drawer).FillAsync("0000001f0");
        await Assertions.Expect(drawer.GetByText("not found")).ToBeVisibleAsync();
        await Field(drawer).FillAsync("000001f0");
        await Assertions.Expect(now).ToContainTextAsync("000001f0");
    }

    [BrowserFact]
    public async Task Find_InALongLine_MarksIt()
    {
        string body = new string('x', 300_000) + " needle " + new string('y', 300_000) + " Needle";
        using PortalService service = await PortalService.StartAsync();
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        ILocator drawer = await OpenAsync(service, tab.Page, body);
        await Field(drawer).FillAsync("needle");
        await Assertions.Expect(drawer.GetByText("1 of 2")).ToBeVisibleAsync();
        await AssertMarkedAsync(drawer, "needle");
        await Field(drawer).PressAsync("Enter");
        await Assertions.Expect(drawer.GetByText("2 of 2")).ToBeVisibleAsync();
        await AssertMarkedAsync(drawer, "Needle");
        await Field(drawer).FillAsync("");
        Assert.Equal(0, await drawer.Page.EvaluateAsync<int>("CSS.highlights.size"));
    }

    private static ILocator Field(ILocator drawer) =>
        drawer.GetByRole(AriaRole.Searchbox, new() { Name = "Find" });

    /// <summary>What is marked is this, and within what is seen of the text.</summary>
    private static async Task AssertMarkedAsync(ILocator drawer, string wanted)
    {
        const string Marked = """
            text => {
              const range = [...CSS.highlights.get('found')][0];
              const { top, bottom } = range.getBoundingClientRect();
              const box = text.getBoundingClientRect();
              return top >= box.top && bottom <= box.bottom ? range.toString() : `${top} of ${box.top}`;
            }
            """;
        Assert.Equal(wanted, await drawer.Locator(".wrapped").EvaluateAsync<string>(Marked));
    }

    private static async Task<ILocator> OpenAsync(PortalService service, IPage page, string body)
    {
        await service.CallAsync("PUT", "/v1/queues/orders");
        await service.CallAsync("POST", "/v1/queues/orders/messages", new { messages = new[] { new { body } } });
        await page.GotoAsync("/portal/queues/orders/messages");
        await page.Locator("tbody tr[data-row='0']").ClickAsync();
        return page.GetByRole(AriaRole.Complementary);
    }
}
