namespace QueueService.Tests.Functions.Access;

/// <summary>A service with a key for each role, on all queues, and keys that may do nothing with its queues.</summary>
public sealed class RoleKeys : KeyedService
{
    /// <summary>One that may do nothing, and one that may do all with other queues.</summary>
    internal static readonly string[] Strangers = ["nobody", "elsewhere"];

    private readonly Dictionary<string, ShownKey> _keys = new(StringComparer.Ordinal);

    /// <summary>The queue that was made last.</summary>
    internal string LastQueue { get; private set; } = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (string role in RoleTable.Roles)
            _keys[role] = await NewKeyOfRoleAsync(role);
        _keys["nobody"] = await NewKeyAsync("""{"name":"nobody"}""");
        _keys["elsewhere"] = await NewKeyOfRoleAsync("admin", "other-*");
    }

    internal ShownKey Of(string role) => _keys[role];

    internal new async Task<string> NewQueueAsync(string prefix = "q") => LastQueue = await base.NewQueueAsync(prefix);
}
