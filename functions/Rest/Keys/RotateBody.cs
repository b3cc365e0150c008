using System.ComponentModel.DataAnnotations;

namespace QueueService.Functions.Rest.Keys;

/// <summary>How long the old secret works beside the new one; a day unless given, 0 after a leak.</summary>
internal sealed record RotateBody([property: Range(0, 604_800)] decimal? KeepOldForSeconds = null);
