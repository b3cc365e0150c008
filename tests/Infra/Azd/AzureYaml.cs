using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace QueueService.Tests.Infra.Azd;

/// <summary>What azd is told in azure.yaml.</summary>
internal sealed class AzureYaml
{
    public string Name { get; init; } = "";

    public AzdInfra Infra { get; init; } = new();

    public Dictionary<string, AzdService> Services { get; init; } = [];

    public Dictionary<string, AzdHook> Hooks { get; init; } = [];

    public static AzureYaml Parse(string text) => new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .IgnoreUnmatchedProperties()
        .Build()
        .Deserialize<AzureYaml>(text);
}
