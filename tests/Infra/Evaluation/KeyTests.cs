using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Evaluation;

/// <summary>The keys that the template makes, computed here.</summary>
public sealed class KeyTests
{
    private static readonly string[] Random =
        ["masterRandom1", "masterRandom2", "masterRandom3", "masterRandom4", "adminRandom1", "adminRandom2", "adminRandom3"];

    [Fact]
    public async Task MasterKey_WhenMade_Is32BytesInBase64()
    {
        string key = await KeyAsync("masterKey", Ids(Guid.NewGuid));
        Assert.Equal(32, Convert.FromBase64String(key).Length);
        Assert.Equal(key, Convert.ToBase64String(Convert.FromBase64String(key)));
    }

    [Fact]
    public async Task MasterKey_WhenEveryRandomDigitIsTheSame_HasEachBitFromOne()
    {
        Assert.All(Convert.FromBase64String(await KeyAsync("masterKey", Ids(Zero))), octet => Assert.Equal(0, octet));
        Assert.All(Convert.FromBase64String(await KeyAsync("masterKey", Ids(Full))), octet => Assert.Equal(255, octet));
    }

    [Fact]
    public async Task Keys_WhenAnyGuidChanges_Change()
    {
        (string Master, string Admin) before = (await KeyAsync("masterKey", Ids(Zero)), await KeyAsync("adminKey", Ids(Zero)));
        foreach (string changed in Random)
        {
            Dictionary<string, object> ids = Ids(Zero);
            ids[changed] = Full().ToString();
            bool isMaster = changed.StartsWith("master", StringComparison.Ordinal);
            Assert.Equal(!isMaster, string.Equals(before.Master, await KeyAsync("masterKey", ids), StringComparison.Ordinal));
            Assert.Equal(isMaster, string.Equals(before.Admin, await KeyAsync("adminKey", ids), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task AdminKey_WhenMade_IsAnIdAnd256Bits()
    {
        string key = await KeyAsync("adminKey", Ids(Guid.NewGuid));
        Assert.Matches("^admin:[0-9a-f]{64}$", key);
        Assert.Equal($"admin:{new string('f', 64)}", await KeyAsync("adminKey", Ids(Full)));
    }

    private static Guid Zero() => Guid.Parse("00000000-0000-4000-8000-000000000000");

    /// <summary>Everything set but version and variant, which no version 4 GUID can change.</summary>
    private static Guid Full() => Guid.Parse("ffffffff-ffff-4fff-bfff-ffffffffffff");

    private static Dictionary<string, object> Ids(Func<Guid> next) =>
        Random.ToDictionary(name => name, _ => (object)next().ToString(), StringComparer.Ordinal);

    private static async Task<string> KeyAsync(string name, Dictionary<string, object> ids)
    {
        BicepFile vault = await Infrastructure.FileAsync("infra/vault.bicep");
        return (string)new Evaluator(vault, ids).Variable(name);
    }
}
