namespace QueueService.Functions.Mqtt.Codec.Properties;

/// <summary>
/// Table 2-4 of MQTT 5.0, section 2.2.2.2, as far as it is about clients, with the rules of each packet.
/// </summary>
internal static class PropertyRules
{
    /// <summary>One more than the largest id of a property.</summary>
    public const int Count = (int)PropertyId.MaximumPacketSize + 1;

    private const PropertyPlaces Message = PropertyPlaces.Publish | PropertyPlaces.Will | PropertyPlaces.Stored;

    private static readonly PropertyRule[] Table = Make();

    /// <summary>Of an id that no client may use, a rule that allows no place.</summary>
    public static PropertyRule Of(byte id) => id < Count ? Table[id] : default;

    private static PropertyRule[] Make()
    {
        var table = new PropertyRule[Count];
        void Add(PropertyId id, PropertyKind kind, PropertyPlaces places, PropertyCheck check = PropertyCheck.None) =>
            table[(int)id] = new PropertyRule(kind, places, check);

        Add(PropertyId.PayloadFormat, PropertyKind.Byte, Message, PropertyCheck.ZeroOrOne);
        Add(PropertyId.MessageExpiry, PropertyKind.FourBytes, PropertyPlaces.Publish | PropertyPlaces.Will);
        Add(PropertyId.ContentType, PropertyKind.Text, Message);
        Add(PropertyId.ResponseTopic, PropertyKind.Text, Message, PropertyCheck.NoWildcard);
        Add(PropertyId.CorrelationData, PropertyKind.Binary, Message);
        Add(
            PropertyId.SubscriptionIdentifier,
            PropertyKind.VariableByteInteger,
            PropertyPlaces.Subscribe | PropertyPlaces.Publish,
            PropertyCheck.NotZero);
        Add(
            PropertyId.SessionExpiry, PropertyKind.FourBytes, PropertyPlaces.Connect | PropertyPlaces.Disconnect);
        Add(PropertyId.AuthenticationMethod, PropertyKind.Text, PropertyPlaces.Connect | PropertyPlaces.Auth);
        Add(PropertyId.AuthenticationData, PropertyKind.Binary, PropertyPlaces.Connect | PropertyPlaces.Auth);
        Add(
            PropertyId.RequestProblemInformation,
            PropertyKind.Byte,
            PropertyPlaces.Connect,
            PropertyCheck.ZeroOrOne);
        Add(PropertyId.WillDelay, PropertyKind.FourBytes, PropertyPlaces.Will);
        Add(
            PropertyId.RequestResponseInformation,
            PropertyKind.Byte,
            PropertyPlaces.Connect,
            PropertyCheck.ZeroOrOne);
        Add(PropertyId.ServerReference, PropertyKind.Text, PropertyPlaces.Disconnect);
        Add(
            PropertyId.ReasonString,
            PropertyKind.Text,
            PropertyPlaces.Ack | PropertyPlaces.Disconnect | PropertyPlaces.Auth);
        Add(PropertyId.ReceiveMaximum, PropertyKind.TwoBytes, PropertyPlaces.Connect, PropertyCheck.NotZero);
        Add(PropertyId.TopicAliasMaximum, PropertyKind.TwoBytes, PropertyPlaces.Connect);
        Add(PropertyId.TopicAlias, PropertyKind.TwoBytes, PropertyPlaces.Publish);
        Add(
            PropertyId.UserProperty,
            PropertyKind.Pair,
            Message | PropertyPlaces.Connect | PropertyPlaces.Ack | PropertyPlaces.Subscribe
                | PropertyPlaces.Unsubscribe | PropertyPlaces.Disconnect | PropertyPlaces.Auth);
        Add(PropertyId.MaximumPacketSize, PropertyKind.FourBytes, PropertyPlaces.Connect, PropertyCheck.NotZero);
        return table;
    }
}
