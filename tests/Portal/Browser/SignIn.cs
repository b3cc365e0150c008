using Microsoft.Playwright;

namespace QueueService.Tests.Portal.Browser;

/// <summary>Signs in as a user does.</summary>
internal static class SignIn
{
    public static async Task WithKeyAsync(IPage page, string key)
    {
        await page.GetByLabel("Key", new() { Exact = true }).FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }
}
