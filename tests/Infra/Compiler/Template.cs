using System.Text.Json;

namespace QueueService.Tests.Infra.Compiler;

/// <summary>Reads what the compiler makes of Bicep: JSON, with the modules inside of it.</summary>
internal static class Template
{
    // The deployment is refused with them, or they are passed over; the compiler does not know.
    private static readonly string[] NotOnFlex =
    [
        "ftpsState", "linuxFxVersion", "alwaysOn", "use32BitWorkerProcess", "netFrameworkVersion", "functionAppScaleLimit",
        "preWarmedInstanceCount", "functionsRuntimeScaleMonitoringEnabled",
    ];

    /// <summary>All resources, those of modules included.</summary>
    public static IEnumerable<Resource> Resources(JsonElement template)
    {
        JsonElement declared = template.GetProperty("resources");
        IEnumerable<JsonElement> resources = declared.ValueKind == JsonValueKind.Array
            ? declared.EnumerateArray()
            : declared.EnumerateObject().Select(property => property.Value);
        return resources.SelectMany(resource =>
            resource.GetProperty("type").GetString() is var type && type is "Microsoft.Resources/deployments"
                ? Resources(resource.GetProperty("properties").GetProperty("template"))
                : [new Resource(type!, resource)]);
    }

    public static IEnumerable<string> RefusedOnFlex(Resource resource) =>
        Names(resource.Json).Intersect(NotOnFlex, StringComparer.Ordinal);

    private static IEnumerable<string> Names(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Names(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    internal readonly record struct Resource(string Type, JsonElement Json);
}
