using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Service;

namespace QueueService.Tests.Portal.Look;

/// <summary>What keeps people out, as far as a program can see it: on every page and layer, in both themes.</summary>
public sealed class AccessibilityTests(BrowserProcess browser, SeededService seeded)
    : IClassFixture<BrowserProcess>, IClassFixture<SeededService>
{
    [BrowserFact]
    public Task Pages_WhenLight_KeepNobodyOut() => CheckAsync(ColorScheme.Light);

    [BrowserFact]
    public Task Pages_WhenDark_KeepNobodyOut() => CheckAsync(ColorScheme.Dark);

    private async Task CheckAsync(ColorScheme scheme)
    {
        await using WatchedPage tab = await browser.OpenAsync(seeded.Service.Address, new()
        {
            ColorScheme = scheme,
            // The checker is put into the page as a script, which the policy of the portal forbids.
            BypassCSP = true,
            ReducedMotion = ReducedMotion.Reduce,
        });
        List<string> violations = [];
        foreach ((string name, string path, string shown) in PortalPages.All)
        {
            await PortalPages.OpenAsync(tab.Page, path, shown);
            violations.AddRange(await ViolationsAsync(tab.Page, name));
        }

        foreach ((string name, string path, Func<IPage, Task> open) in PortalPages.Layers)
        {
            await tab.Page.GotoAsync($"/portal{path}");
            await Assertions.Expect(tab.Page.Locator(".page h1")).ToBeVisibleAsync();
            await open(tab.Page);
            await Assertions.Expect(tab.Page.Locator("dialog, .drawer").First).ToBeVisibleAsync();
            violations.AddRange(await ViolationsAsync(tab.Page, name));
        }

        Assert.Empty(violations);
    }

    private static async Task<IEnumerable<string>> ViolationsAsync(IPage page, string name)
    {
        AxeResult result = await page.RunAxe();
        return result.Violations.SelectMany(violation => violation.Nodes.Select(node =>
            $"{name}: {violation.Id}, {violation.Help}: {node.Html}"));
    }
}
