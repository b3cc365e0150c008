using System.Text.Json;

namespace QueueService.Tests.Infra.Compiler;

/// <summary>A resource of a template or of a snapshot.</summary>
internal sealed record TemplateResource(JsonElement Json)
{
    /// <summary>The full type, that of nested resources too.</summary>
    public string Type => Json.Text("type")!;

    /// <summary>Its name in Azure; in a template, often an expression.</summary>
    public string Name => Json.Text("name")!;

    public string Version => Json.Text("apiVersion")!;

    public bool IsModule => Is("Microsoft.Resources/deployments");

    public bool Is(string type) => string.Equals(Type, type, StringComparison.Ordinal);

    public override string ToString() => $"{Type} {Name}";
}
