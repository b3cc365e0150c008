namespace QueueService.Topics;

/// <summary>
/// Finds the subscriptions whose filters match a topic (MQTT 5.0, section 4.7): a tree of levels, so that the cost of a
/// match depends on the filters that share levels with the topic, and not on how many there are. Not thread-safe.
/// </summary>
internal sealed class TopicTree
{
    private readonly Node _root = new();

    public bool IsEmpty => _root.IsEmpty;

    /// <summary>
    /// Adds a subscription, in the place of one of this reader with the same filter. False if there was one.
    /// </summary>
    public bool Add(TopicReader reader, TopicSubscription subscription)
    {
        Node node = _root;
        foreach (Range level in subscription.Filter.AsSpan().Split('/'))
            node = node.Child(subscription.Filter.AsSpan()[level]);
        bool isNew = node.Readers.TryAdd(reader, subscription);
        node.Readers[reader] = subscription;
        return isNew;
    }

    /// <summary>False if there is none.</summary>
    public bool Remove(TopicReader reader, string filter) => Remove(_root, reader, filter);

    /// <summary>
    /// Notes with each reader which of its subscriptions match, and adds those to the list that were not in it.
    /// </summary>
    public void Match(ReadOnlySpan<char> topic, List<TopicReader> readers) =>
        Match(_root, topic, readers, isHidden: topic.StartsWith('$'));

    /// <summary>Adds every reader that has a subscription to the list, each once.</summary>
    public void All(List<TopicReader> readers)
    {
        All(_root, readers);
        foreach (TopicReader reader in readers)
            reader.Found.Clear();
    }

    private static void All(Node node, List<TopicReader> readers)
    {
        Take(node, readers);
        foreach (Node child in node.Children)
            All(child, readers);
    }

    private static bool Remove(Node node, TopicReader reader, ReadOnlySpan<char> rest, bool isEnd = false)
    {
        if (isEnd)
            return node.Readers.Remove(reader);
        int end = rest.IndexOf('/');
        ReadOnlySpan<char> level = end < 0 ? rest : rest[..end];
        if (node.Find(level) is not { } child
            || !Remove(child, reader, end < 0 ? default : rest[(end + 1)..], isEnd: end < 0))
            return false;
        if (child.IsEmpty)
            node.Forget(level);
        return true;
    }

    /// <param name="isHidden">True at a first level that wildcards do not take: it begins with <c>$</c>.</param>
    private static void Match(Node node, ReadOnlySpan<char> rest, List<TopicReader> readers, bool isHidden)
    {
        int end = rest.IndexOf('/');
        bool isLast = end < 0;
        ReadOnlySpan<char> level = isLast ? rest : rest[..end];
        if (!isHidden)
        {
            Take(node.Find("#"), readers);
            Go(node.Find("+"), isLast, isLast ? default : rest[(end + 1)..], readers);
        }

        // A level of a topic is never a wildcard: topics with these characters are refused.
        Go(node.Find(level), isLast, isLast ? default : rest[(end + 1)..], readers);
    }

    private static void Go(Node? node, bool isLast, ReadOnlySpan<char> rest, List<TopicReader> readers)
    {
        if (node is null)
            return;
        if (!isLast)
        {
            Match(node, rest, readers, isHidden: false);
            return;
        }

        Take(node, readers);

        // "a/#" takes "a", too.
        Take(node.Find("#"), readers);
    }

    private static void Take(Node? node, List<TopicReader> readers)
    {
        if (node is null)
            return;
        foreach ((TopicReader reader, TopicSubscription subscription) in node.Readers)
        {
            if (reader.Found.Count == 0)
                readers.Add(reader);
            reader.Found.Add(subscription);
        }
    }

    /// <summary>A level of filters.</summary>
    private sealed class Node
    {
        private Dictionary<string, Node>? _children;

        public Dictionary<TopicReader, TopicSubscription> Readers { get; } = [];

        public IEnumerable<Node> Children => _children?.Values ?? Enumerable.Empty<Node>();

        public bool IsEmpty => Readers.Count == 0 && _children is null;

        public Node? Find(ReadOnlySpan<char> level) =>
            _children?.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out Node? child) == true
                ? child
                : null;

        public Node Child(ReadOnlySpan<char> level)
        {
            if (Find(level) is { } known)
                return known;
            _children ??= new Dictionary<string, Node>(StringComparer.Ordinal);
            Node child = new();
            _children.Add(level.ToString(), child);
            return child;
        }

        public void Forget(ReadOnlySpan<char> level)
        {
            _children!.GetAlternateLookup<ReadOnlySpan<char>>().Remove(level);
            if (_children.Count == 0)
                _children = null;
        }
    }
}
