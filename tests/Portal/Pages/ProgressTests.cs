using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;
using QueueService.Tests.Portal.Scale;
using QueueService.Tests.Portal.Service;
using Xunit.Abstractions;

namespace QueueService.Tests.Portal.Pages;

/// <summary>A replay goes on without the page that has begun it.</summary>
public sealed class ProgressTests(BrowserProcess browser, ITestOutputHelper output) : IClassFixture<BrowserProcess>
{
    private const string Detail = "no such customer";
    private const int OfEachOther = 300;
    private const int Matching = 2_400;
    private const int SlowRate = 100;
    private const int UsualRate = 200;

    /// <summary>Slower than people would have it, so that a busy machine cancels it before it is through.</summary>
    [BrowserFact]
    public async Task Replay_WhenTheTabIsClosedAndOpenedAgain_GoesOnUntilItIsCancelled() => await ReplayAsync(SlowRate);

    [ScaleFact]
    public async Task Replay_AtAUsualRate_KeepsIt()
    {
        (int moved, TimeSpan time) = await ReplayAsync(UsualRate);
        output.WriteLine(
            $"{moved} of {Matching} messages moved in {time.TotalSeconds:0.0} s: {moved / time.TotalSeconds:0}/s");
        Assert.InRange(moved, 1, (time.TotalSeconds + 1) * UsualRate);
    }

    /// <summary>Replays those of one reason among 3,000 of two origins, until more than a third is through.</summary>
    private async Task<(int Moved, TimeSpan Time)> ReplayAsync(int rate)
    {
        using PortalService service = await PortalService.StartAsync();
        List<string> others = await DeadLetters.MakeAsync(service, "orders", "dead", OfEachOther);
        await DeadLetters.MakeAsync(service, "mail", "dead", 0);
        others.AddRange(await DeadLetters.RejectAsync(service, "mail", OfEachOther, "no stock"));
        List<string> ids = await DeadLetters.RejectAsync(service, "orders", Matching / 2, Detail);
        ids.AddRange(await DeadLetters.RejectAsync(service, "mail", Matching / 2, Detail));
        DateTimeOffset begun;
        await using (WatchedPage first = await browser.OpenAsync(service.Address))
        {
            await first.Page.GotoAsync("/portal/queues/dead/dead");
            await first.Page.GetByRole(AriaRole.Group, new() { Name = "Detail" })
                .GetByRole(AriaRole.Button, new() { Name = Detail }).ClickAsync();
            await first.Page.GetByRole(AriaRole.Button, new() { Name = "Replay all 2,400 that match" }).ClickAsync();
            await first.Page.GetByLabel("Messages per second").FillAsync($"{rate}");
            ILocator dialog = first.Page.GetByRole(AriaRole.Dialog);
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();
            begun = DateTimeOffset.UtcNow;
            await UntilAsync(first.Page, Matching / 3);
        }

        int last;
        DateTimeOffset ended;
        await using (WatchedPage second = await browser.OpenAsync(service.Address))
        {
            await second.Page.GotoAsync("/portal/redrives");
            last = await UntilAsync(second.Page, (Matching / 3) + 1);
            await Assertions.Expect(second.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Progressbar))
                .ToBeVisibleAsync();
            await second.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel replay" }).ClickAsync();
            await Assertions.Expect(second.Page.GetByRole(AriaRole.Cell, new() { Name = "cancelled" }))
                .ToBeVisibleAsync();
            ended = DateTimeOffset.UtcNow;
        }

        List<string> orders = await DeadLetters.IdsAsync(service, "orders");
        List<string> mail = await DeadLetters.IdsAsync(service, "mail");
        List<string> left = await DeadLetters.IdsAsync(service, "dead");
        int moved = orders.Count + mail.Count;
        Assert.InRange(moved, last, Matching - 1);
        Assert.Empty(others.Except(left));
        Assert.Equal(
            ids.Concat(others).Order(StringComparer.Ordinal),
            orders.Concat(mail).Concat(left).Order(StringComparer.Ordinal));
        return (moved, ended - begun);
    }

    /// <summary>Waits until a page says that so many have moved; answers how many it says.</summary>
    private static async Task<int> UntilAsync(IPage page, int least)
    {
        const string Moved = """
            () => parseInt(document.querySelector('.progress-panel strong')?.innerText.replaceAll(',', '') ?? '0')
            """;
        await page.WaitForFunctionAsync($"least => ({Moved})() >= least", least);
        return await page.EvaluateAsync<int>(Moved);
    }
}
