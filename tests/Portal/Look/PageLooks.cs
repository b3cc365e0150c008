using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace QueueService.Tests.Portal.Look;

/// <summary>What holds for every page and dialog: in both themes, and on screens of three widths.</summary>
internal static class PageLooks
{
    private const int Height = 900;
    private static readonly int[] Widths = [1440, 1024, 390];

    /// <summary>What sticks out sideways, and what is too small to be hit.</summary>
    private const string Misfits = """
        () => {
          const out = [];
          if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
            out.push('the page scrolls sideways');
          const main = document.querySelector('main');
          if (main.scrollWidth > main.clientWidth)
            out.push('the content scrolls sideways');
          for (const each of document.querySelectorAll('button, select, input:not([type="file"]), .tab, .rail-link')) {
            const { width, height } = each.getBoundingClientRect();
            const isHit = each.matches('[type="checkbox"], [type="radio"], .fold');
            if (width > 0 && !isHit && Math.min(width, height) < 23.5)
              out.push(`too small: ${each.outerHTML.slice(0, 120)} ${width}x${height}`);
          }
          return out;
        }
        """;

    /// <summary>Looks, and leaves pictures for eyes in <c>TestResults/portal</c>.</summary>
    public static async Task CheckAsync(IPage page, string name)
    {
        foreach (ColorScheme theme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
            foreach (int width in Widths)
            {
                await page.SetViewportSizeAsync(width, Height);
                await PictureAsync(page, $"{name}-{theme}-{width}");
                string[] misfits = (await page.EvaluateAsync<JsonElement>(Misfits)).Deserialize<string[]>()!;
                Assert.True(misfits.Length == 0, $"{name} at {width}: {string.Join('\n', misfits)}");
            }

            await page.SetViewportSizeAsync(Widths[0], Height);
            AxeResult axe = await page.RunAxe();
            Assert.True(
                axe.Violations.Length == 0,
                $"{name}, {theme}: {string.Join('\n', axe.Violations.Select(Describe))}");
        }
    }

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id} ({violation.Help}): {string.Join(" | ", violation.Nodes.Select(node => node.Html))}";

    private static Task<byte[]> PictureAsync(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Folders.Tests, "TestResults", "portal", name.ToLowerInvariant() + ".png"),
    });
}
