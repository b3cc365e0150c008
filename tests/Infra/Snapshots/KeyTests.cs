using QueueService.Tests.Infra.Compiler;

namespace QueueService.Tests.Infra.Snapshots;

/// <summary>The keys that the template makes, as Azure's own engine computes them.</summary>
public sealed class KeyTests
{
    private const int MasterIds = 4;

    private const string Zero = "00000000-0000-4000-8000-000000000000";

    /// <summary>Everything set but version and variant, which no version 4 GUID can change.</summary>
    private const string Full = "ffffffff-ffff-4fff-bfff-ffffffffffff";

    private static readonly string[] Random =
        ["masterRandom1", "masterRandom2", "masterRandom3", "masterRandom4", "adminRandom1", "adminRandom2", "adminRandom3"];

    private static readonly Lazy<Task<Snapshot>> Taken = new(TakeAsync);

    [Fact]
    public async Task MasterKey_WhenMade_Is32BytesInBase64()
    {
        string key = await MasterAsync("mixed");
        Assert.Equal(32, Convert.FromBase64String(key).Length);
        Assert.Equal(key, Convert.ToBase64String(Convert.FromBase64String(key)));
    }

    [Fact]
    public async Task MasterKey_WhenEveryRandomDigitIsTheSame_HasEachBitFromOne()
    {
        Assert.All(Convert.FromBase64String(await MasterAsync("zero")), octet => Assert.Equal(0, octet));
        Assert.All(Convert.FromBase64String(await MasterAsync("full")), octet => Assert.Equal(255, octet));
    }

    [Fact]
    public async Task Keys_WhenAnyGuidChanges_Change()
    {
        (string Master, string Admin) before = (await MasterAsync("zero"), await AdminAsync("zero"));
        for (int changed = 0; changed < Random.Length; changed++)
        {
            bool isMaster = changed < MasterIds;
            Assert.Equal(!isMaster, string.Equals(before.Master, await MasterAsync($"one{changed}"), StringComparison.Ordinal));
            Assert.Equal(isMaster, string.Equals(before.Admin, await AdminAsync($"one{changed}"), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task AdminKey_WhenMade_IsAnIdAnd256Bits()
    {
        Assert.Matches("^admin:[0-9a-f]{64}$", await AdminAsync("mixed"));
        Assert.Equal($"admin:{new string('f', 64)}", await AdminAsync("full"));
    }

    private static Task<string> MasterAsync(string vault) => KeyAsync(vault, "access-master-key");

    private static Task<string> AdminAsync(string vault) => KeyAsync(vault, "access-admin-key");

    private static async Task<string> KeyAsync(string vault, string secret) => (await Taken.Value).Resources
        .Single(resource => resource.Name.EndsWith($"{vault}/{secret}", StringComparison.Ordinal))
        .Json.Text("properties.value")!;

    /// <summary>A vault for each set of GUIDs, all in one deployment.</summary>
    private static Task<Snapshot> TakeAsync()
    {
        var sets = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["zero"] = Ids(_ => Zero),
            ["full"] = Ids(_ => Full),
            ["mixed"] = Ids(_ => $"{Guid.NewGuid()}"),
        };
        for (int changed = 0; changed < Random.Length; changed++)
        {
            int one = changed;
            sets[$"one{one}"] = Ids(at => at == one ? Full : Zero);
        }

        return Snapshot.OfAsync(string.Concat(sets.Select(set => Vault(set.Key, set.Value))), "");
    }

    private static string[] Ids(Func<int, string> id) => [.. Enumerable.Range(0, Random.Length).Select(id)];

    private static string Vault(string name, string[] ids)
    {
        string random = string.Concat(Random.Zip(ids, (parameter, id) => $"    {parameter}: '{id}'\n"));
        return $$"""
            module {{name}} 'vault.bicep' = {
              name: '{{name}}'
              params: {
                location: 'westeurope'
                tags: {}
                resourceToken: '{{name.PadLeft(13, 'x')}}'
                purgeProtection: false
                hasPreviousMasterKey: false
                workspaceId: 'workspace'
                otlpHeaders: ''
            {{random}}  }
            }

            """;
    }
}
