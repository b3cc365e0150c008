using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Messages.Shapes;

/// <summary>What is looked for in a queue; everything unless said otherwise.</summary>
internal sealed record SearchBody
{
    public FilterBody? Filter { get; init; }

    [AllowedValues("visible", "inFlight", "delayed", "all")]
    public string? State { get; init; }

    [AllowedValues("oldest", "newest", "due")]
    public string? Order { get; init; }

    /// <summary>Bodies are cut to so many bytes.</summary>
    [Range(0, Limits.MaxMessageBytes)]
    public int? BodyBytes { get; init; }

    /// <summary>Counts all that are found by this.</summary>
    [AllowedValues("reason", "detail", "sourceQueue", "groupId")]
    public string? GroupBy { get; init; }

    /// <summary>10 unless given; more than 100 only where bodyBytes is at most 256; 0 to count alone.</summary>
    [Range(0, Limits.MaxPageSize)]
    public int? Limit { get; init; }

    /// <summary>Where to go on, as the answer before said.</summary>
    public string? Cursor { get; init; }
}
