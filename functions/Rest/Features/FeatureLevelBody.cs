using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Features;

/// <summary>The level that the store is raised to; it never falls.</summary>
internal sealed record FeatureLevelBody([property: Range(1, FeatureParser.HighestLevel)] int Level);
