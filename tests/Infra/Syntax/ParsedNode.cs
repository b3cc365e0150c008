namespace QueueService.Tests.Infra.Syntax;

/// <summary>A node as <c>parse.mjs</c> writes it; positions count UTF-16 units, lines from 1.</summary>
internal sealed record ParsedNode(
    string Kind,
    string? Field,
    bool IsNamed,
    bool IsError,
    int Start,
    int End,
    int Line,
    IReadOnlyList<ParsedNode> Children);
