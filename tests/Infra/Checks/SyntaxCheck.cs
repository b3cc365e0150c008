using QueueService.Tests.Infra.Syntax;

namespace QueueService.Tests.Infra.Checks;

/// <summary>What the grammar has no place for.</summary>
internal static class SyntaxCheck
{
    public static IEnumerable<string> Complaints(BicepFile file) => file.Root.All()
        .Where(node => node.IsError)
        .Select(node => $"{file.Path}:{node.Line}: not Bicep: '{node.Text}'");
}
