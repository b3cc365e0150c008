using System.Text.Json;
using Microsoft.Playwright;
using QueueService.Tests.Portal.Browser;

namespace QueueService.Tests.Functions.Http.Hosted;

/// <summary>The portal of the package, in a browser that reaches it through the host.</summary>
[Collection(HostedCollection.Name)]
public sealed class HostedPortalTests(HostedTestService service, BrowserProcess browser) : IClassFixture<BrowserProcess>
{
    [BrowserFact]
    public async Task Portal_BehindTheHost_ListsTheQueuesAndReplaysADeadLetter()
    {
        string dead = await service.CreateQueueAsync();
        string source = await service.CreateQueueAsync(
            $$"""{"deadLetter":{"queue":"{{dead[11..]}}","maxReceiveCount":1},"visibilityTimeoutSeconds":0}""");
        await service.SendAsync(source, """{"body":"poison"}""");
        Assert.Single(await service.ReceiveAsync(source));
        Assert.Empty(await service.ReceiveAsync(source));
        await using WatchedPage tab = await browser.OpenAsync(service.Address);
        tab.Expected.Add("status of 401");
        IPage page = tab.Page;

        await page.GotoAsync("/portal/");
        await SignIn.WithKeyAsync(page, HostedTestService.ShownKey);
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter by name" }).FillAsync(dead[11..]);
        await page.GetByRole(AriaRole.Cell, new() { Name = dead[11..] }).First.ClickAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages of the queue" })
            .GetByRole(AriaRole.Link, new() { Name = "Dead letters" }).ClickAsync();
        await page.GetByText("poison").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToContainTextAsync(source[11..]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit and replay" }).ClickAsync();
        await page.GetByLabel("Body").FillAsync("remedy");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Save and replay to {source[11..]}" }).ClickAsync();
        await Assertions.Expect(page.GetByText($"on its way to {source[11..]}")).ToBeVisibleAsync();
        JsonElement back = Assert.Single(await service.AwaitMessagesAsync(source));
        Assert.Equal("remedy", TestService.Text(back, "body"));
    }
}
