using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Look;

/// <summary>
/// Every page in three widths and two themes: nothing scrolls sideways, and whatever can be pressed is large enough.
/// Leaves pictures of all for people to look at, in TestResults/portal.
/// </summary>
public sealed class LayoutTests(BrowserProcess browser, SeededService seeded)
    : IClassFixture<BrowserProcess>, IClassFixture<SeededService>
{
    private const int SmallestTarget = 24;

    private static readonly string Pictures = Path.Combine(Folders.Tests, "TestResults", "portal");

    [BrowserFact]
    public Task Pages_WhenWide_FitAndCanBePressed() => CheckAsync(1440, 900);

    [BrowserFact]
    public Task Pages_WhenMiddling_FitAndCanBePressed() => CheckAsync(1024, 768);

    [BrowserFact]
    public Task Pages_WhenNarrow_FitAndCanBePressed() => CheckAsync(390, 844);

    private async Task CheckAsync(int width, int height)
    {
        Directory.CreateDirectory(Pictures);
        List<string> faults = [];
        foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using WatchedPage tab = await browser.OpenAsync(seeded.Service.Address, new()
            {
                ColorScheme = scheme,
                ViewportSize = new ViewportSize { Width = width, Height = height },
            });
            foreach ((string name, string path, string shown) in PortalPages.All)
            {
                await PortalPages.OpenAsync(tab.Page, path, shown);
                string picture = $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png";
                await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, picture) });
                faults.AddRange((await FaultsAsync(tab.Page)).Select(fault => $"{picture}: {fault}"));
            }
        }

        Assert.Empty(faults);
    }

    private static Task<string[]> FaultsAsync(IPage page) => page.EvaluateAsync<string[]>(
        """
        smallest => {
          const faults = [];
          for (const box of document.querySelectorAll('html, main, .page'))
            if (box.scrollWidth > box.clientWidth)
              faults.push(`${box.className || box.tagName} is ${box.scrollWidth - box.clientWidth} px too wide`);
          const targets = 'button, select, input:not([type=checkbox], [type=radio]), .tab';
          for (const target of document.querySelectorAll(targets)) {
            const { width, height } = target.getBoundingClientRect();
            if (width > 0 && (height < smallest || width < smallest) && !target.matches('.fold'))
              faults.push(`${target.outerHTML.slice(0, 80)} is ${width} by ${height}`);
          }
          return faults;
        }
        """,
        SmallestTarget);
}
