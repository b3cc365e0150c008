using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Look;

/// <summary>Every page and every layer above one: keeps nobody out, fits, and can be pressed.</summary>
public sealed class PageLookTests(BrowserProcess browser, SeededService seeded)
    : IClassFixture<BrowserProcess>, IClassFixture<SeededService>
{
    /// <summary>What a page in a README may weigh.</summary>
    private const long LargestPicture = 300 * 1024;

    [BrowserFact]
    public async Task Pages_InEveryThemeAndWidth_FitAndKeepNobodyOut()
    {
        await using WatchedPage tab = await OpenAsync();
        foreach ((string name, string path, string shown) in PortalPages.All)
        {
            await PortalPages.OpenAsync(tab.Page, path, shown);
            await PageLooks.CheckAsync(tab.Page, name);
        }
    }

    [BrowserFact]
    public async Task Layers_InEveryThemeAndWidth_FitAndKeepNobodyOut()
    {
        await using WatchedPage tab = await OpenAsync();
        foreach ((string name, string path, Func<IPage, Task> open) in PortalPages.Layers)
        {
            await tab.Page.GotoAsync($"/portal{path}");
            await Assertions.Expect(tab.Page.Locator(".page h1")).ToBeVisibleAsync();
            await open(tab.Page);
            await Assertions.Expect(tab.Page.Locator("dialog, .drawer").First).ToBeVisibleAsync();
            await PageLooks.CheckAsync(tab.Page, name);
        }
    }

    [BrowserFact]
    public async Task Picture_ForTheReadme_IsSmall()
    {
        await using WatchedPage tab = await browser.OpenAsync(seeded.Service.Address, new()
        {
            ViewportSize = new ViewportSize { Width = 1280, Height = 720 },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        await PortalPages.OpenAsync(tab.Page, "/queues/orders-dead/dead", "100000");
        await tab.Page.GetByText("100003").ClickAsync();
        await Assertions.Expect(tab.Page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("SHA-256");
        string path = Path.Combine(Folders.Tests, "TestResults", "portal", "readme.png");
        await tab.Page.ScreenshotAsync(new() { Path = path });
        Assert.InRange(new FileInfo(path).Length, 1, LargestPicture);
        Assert.InRange(new FileInfo(Path.Combine(Folders.Program, "Portal", "portal.png")).Length, 1, LargestPicture);
    }

    private Task<WatchedPage> OpenAsync() => browser.OpenAsync(seeded.Service.Address, new()
    {
        // The checker is put into the page as a script, which the policy of the portal forbids.
        BypassCSP = true,
    });
}
