using System.Text.Json;

namespace QueueService.Tests.Infra.Compiler;

/// <summary>What the compiler makes of a Bicep file: JSON, with its modules inside of it.</summary>
/// <param name="Name">The name of the module; "main" of the outermost.</param>
internal sealed record Template(string Name, JsonElement Json)
{
    /// <summary>Those that it declares itself; existing ones are looked up, and not among them.</summary>
    public IEnumerable<TemplateResource> Resources => Declared.Where(resource => !resource.IsModule);

    public IEnumerable<Template> Modules => Declared.Where(resource => resource.IsModule)
        .Select(module => new Template(module.Name, module.Json.At("properties.template")!.Value));

    /// <summary>It and the modules in it, however deep.</summary>
    public IEnumerable<Template> All => Modules.SelectMany(module => module.All).Prepend(this);

    public IEnumerable<JsonProperty> Parameters => Json.Members("parameters");

    public IEnumerable<JsonProperty> Outputs => Json.Members("outputs");

    public IEnumerable<JsonProperty> Variables => Json.Members("variables");

    public IEnumerable<TemplateResource> Declared => Json.At("resources") switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(json => new TemplateResource(json)),
        { ValueKind: JsonValueKind.Object } named => named.EnumerateObject()
            .Where(resource => resource.Value.At("existing") is null)
            .Select(resource => new TemplateResource(resource.Value)),
        _ => [],
    };

    public static Template Parse(string json, string name = "main") =>
        new(name, JsonDocument.Parse(json).RootElement);
}
