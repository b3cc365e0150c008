namespace QueueService.Functions.Portal;

/// <summary>How one environment is told from another, so that nobody takes production for something else.</summary>
/// <param name="Name">Shown in the title of every page; null for none.</param>
/// <param name="Colour">Of a line above every page, as <c>#rrggbb</c>; null for none.</param>
internal sealed record PortalOptions(string? Name, string? Colour);
