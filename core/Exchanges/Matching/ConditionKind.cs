namespace QueueService.Exchanges.Matching;

/// <summary>What a condition asks of an attribute. **stored**; pinned by <c>BindingFormatTests</c>.</summary>
public enum ConditionKind
{
    /// <summary>It has the value.</summary>
    Equal = 1,

    /// <summary>It has one of the values.</summary>
    AnyOf,

    /// <summary>It is a text that begins so.</summary>
    Prefix,

    /// <summary>It is there, with a value of any type.</summary>
    Present,

    /// <summary>It is not there.</summary>
    Absent,
}
