namespace QueueService.Access;

/// <summary>How somebody has proven who they are.</summary>
public enum PrincipalKind
{
    /// <summary>By the secret of a key; that of the administrator included.</summary>
    Key = 1,

    /// <summary>By an identity provider in front of the service.</summary>
    Entra,

    /// <summary>Not at all: access control is off.</summary>
    Open,
}
