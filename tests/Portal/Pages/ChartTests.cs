using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Look;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Pages;

/// <summary>The history of a queue as lines, and as numbers for those who do not see lines.</summary>
public sealed class ChartTests(BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    private const int Minute = 60;

    [BrowserFact]
    public async Task Charts_OfARange_ShowWhatTheHistoryHas()
    {
        using PortalService service = await PortalService.StartAsync();
        await service.CallAsync("PUT", "/v1/queues/orders");
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        IPage page = tab.Page;
        List<string> steps = [];
        await page.RouteAsync("**/history?*", route =>
        {
            string step = System.Web.HttpUtility.ParseQueryString(new Uri(route.Request.Url).Query)["step"]!;
            steps.Add(step);
            return AnswerAsync(route, int.Parse(step, CultureInfo.InvariantCulture));
        });
        await page.GotoAsync("/portal/queues/orders");
        ILocator backlog = page.GetByRole(AriaRole.Region, new() { Name = "Backlog" });
        await Assertions.Expect(backlog.Locator("canvas")).ToBeVisibleAsync();
        await Assertions.Expect(backlog.Locator(".chart-head")).ToContainTextAsync("visible 129");
        ILocator rate = page.GetByRole(AriaRole.Region, new() { Name = "Messages a second" });
        await Assertions.Expect(rate.Locator(".chart-head")).ToContainTextAsync("sent 2.0");

        await rate.GetByText("As a table").ClickAsync();
        ILocator rows = rate.GetByRole(AriaRole.Row);
        await Assertions.Expect(rows).ToHaveCountAsync(31);
        await Assertions.Expect(rows.Nth(1)).ToContainTextAsync("2.0");
        // What is not known is no zero: nobody has counted the step in which the queue was made.
        await Assertions.Expect(rows.Nth(20)).ToContainTextAsync("––");

        await page.GetByRole(AriaRole.Button, new() { Name = "7 d" }).ClickAsync();
        Uri days = new(service.Address, "/portal/queues/orders?range=7d");
        await Assertions.Expect(page).ToHaveURLAsync(days.ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "7 d" }))
            .ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(backlog.Locator("canvas")).ToBeVisibleAsync();
        Assert.Equal("60", steps[0]);
        Assert.Equal("3600", steps[^1]);
    }

    [BrowserFact]
    public async Task Looks_OfCharts_AreRight()
    {
        using PortalService service = await PortalService.StartAsync();
        await DeadLetters.MakeAsync(service, "orders", "dead", 3);
        await using WatchedPage tab = await browser.OpenAsync(service.Address, new() { BypassCSP = true });
        IPage page = tab.Page;
        await page.RouteAsync("**/history?*", route => AnswerAsync(route, Minute));
        await page.GotoAsync("/portal/queues/orders");
        await page.Locator("canvas").First.WaitForAsync();
        await PageLooks.CheckAsync(page, "charts");
    }

    private static Task AnswerAsync(IRoute route, int step) =>
        route.FulfillAsync(new() { ContentType = "application/json", Body = History(step) });

    /// <summary>Thirty steps up to now; in the tenth the queue was made anew.</summary>
    private static string History(int step)
    {
        DateTimeOffset from = DateTimeOffset.UtcNow.AddSeconds(-30 * step);
        long[] Samples(Func<int, long> value) => [.. Enumerable.Range(0, 30).Select(i => value(i))];
        return JsonSerializer.Serialize(new
        {
            from,
            step,
            visible = Samples(i => 100 + i),
            inFlight = Samples(i => i / 2),
            oldestAgeSeconds = Samples(i => 10 * i),
            sent = Samples(i => (i < 10 ? 100_000 : 0) + (2 * step * i)),
            acked = Samples(i => (i < 10 ? 50_000 : 0) + (step * i * i / 20)),
        });
    }
}
