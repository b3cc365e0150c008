using Microsoft.Extensions.Logging.Abstractions;
using QueueService.Access;
using QueueService.Access.Keys;
using QueueService.Access.Policies;
using QueueService.Storage;
using QueueService.Tests.Core;

namespace QueueService.Tests.Storage.Formats;

/// <summary>Finds the access keys that <see cref="ReleaseWriter"/> has given out, and uses them.</summary>
internal static class ReleaseKeyCheck
{
    public static async Task RunAsync(IStore store, ReleaseNotes notes, FakeTime time)
    {
        AccessControl control = await AccessControl.OpenAsync(
            store,
            new AccessSettings(new MasterKey(ReleaseWriter.MasterKeyBytes), null, null),
            time,
            RandomSource.System,
            NullLogger.Instance);
        Assert.Equal(
            notes.Keys.Select(key => $"{key.Value} {key.Key}").Order(StringComparer.Ordinal),
            (await control.Keys.ListAsync(ReleaseClient.None)).Select(key => $"{key.Id} {key.Name}"));
        foreach (string secret in (string[])["role", "role again"])
        {
            AccessPrincipal sender = await AuthenticateAsync("role", secret);
            Assert.True(sender.Policy.Allows(AccessActions.Send, QueueName.Parse("orders-2")));
            Assert.False(sender.Policy.Allows(AccessActions.Send, QueueName.Parse("lines")));
            Assert.False(sender.Policy.Allows(AccessActions.Receive, QueueName.Parse("orders-2")));
        }

        AccessPrincipal viewer = await AuthenticateAsync("actions", "actions");
        Assert.True(viewer.Policy.AllowsOfService(AccessActions.Metrics));
        Assert.False(viewer.Policy.AllowsOfService(AccessActions.Keys));
        Assert.Equal(AccessErrorCode.KeyDisabled, (await RefusedAsync("off", "off")).Code);
        Assert.Equal(AccessErrorCode.InvalidKey, (await RefusedAsync("off", "role")).Code);

        Task<AccessException> RefusedAsync(string key, string secret) =>
            Assert.ThrowsAsync<AccessException>(() => AuthenticateAsync(key, secret));

        Task<AccessPrincipal> AuthenticateAsync(string key, string secret) => control.AuthenticateAsync(
            notes.Keys[key], notes.Secrets[secret].AsMemory(), ReleaseClient.None).AsTask();
    }
}
