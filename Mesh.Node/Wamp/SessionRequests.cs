namespace Mesh.Node.Wamp;

/// <summary>What an open session asks for: each message is checked, and handed to the broker, the dealer or the realm.</summary>
internal sealed class SessionRequests
{
    private readonly WampRouter _router;
    private readonly WampSession _session;
    private readonly PublishOptions[] _publishing;

    public SessionRequests(WampRouter router, WampSession session)
    {
        _router = router;
        _session = session;
        _publishing =
        [
            .. from excludes in new[] { false, true }
               from discloses in new[] { false, true }
               select new PublishOptions { Publisher = session.Id, ExcludesPublisher = excludes, DisclosesPublisher = discloses },
        ];
    }

    /// <summary>Does what a message asks for.</summary>
    public async Task HandleAsync(IncomingMessage message)
    {
        switch (message.Code)
        {
            case WampCode.Publish:
                await PublishAsync(message);
                break;
            case WampCode.Subscribe:
                await SubscribeAsync(message);
                break;
            case WampCode.Unsubscribe:
                await _router.Broker.UnsubscribeAsync(_session, message.Request, message.Target, _session.Gone);
                break;
            case WampCode.Call:
                Call(message);
                break;
            case WampCode.Cancel when !_session.Calls.TryCancel(message.Request, message.Options.Mode):
                _session.Fail(message.Code, message.Request, WampErrors.InvalidArgument, $"There is no mode '{message.Options.Mode}' of cancelling; use skip, kill or killnowait.");
                break;
            case WampCode.Register:
                await RegisterAsync(message);
                break;
            case WampCode.Unregister:
                await _router.Dealer.UnregisterAsync(_session, message.Request, message.Target);
                break;
            case WampCode.Yield when !await _session.Invocations.YieldAsync(message):
                _session.Violate(FormattableString.Invariant($"There was no invocation {message.Request} to yield for."));
                break;
            case WampCode.Error when message.FailedType != (int)WampCode.Invocation || !_session.Invocations.Fail(message):
                _session.Violate(FormattableString.Invariant($"There was no request {message.Request} of type {message.FailedType} that could fail."));
                break;
        }
    }

    private async Task PublishAsync(IncomingMessage message)
    {
        string topic = message.Text;
        MessageOptions options = message.Options;
        (string Uri, string Sentence)? refusal = RefusalOf(topic, _session.Rules.Publish, "publish on");
        if (refusal is null && message.Arguments is null)
        {
            refusal = (message.ArgumentFault, $"An event carries a list and a map with strings as keys, together at most {MeshArguments.BytesMax} bytes of MessagePack.");
        }

        long publication = 0;
        if (refusal is null)
        {
            try
            {
                PublishOptions publishing = _publishing[(options.ExcludesMe ? 2 : 0) + (options.DisclosesMe ? 1 : 0)];
                publication = await _router.Realm.PublishAsync(topic, message.Arguments!, publishing, _session.Gone);
            }
            catch (ArgumentException)
            {
                refusal = (WampErrors.InvalidUri, $"The mesh does not carry the topic '{topic}'.");
            }
        }

        if (!options.Acknowledge)
        {
            return;
        }

        if (refusal is { } refused)
        {
            _session.Fail(message.Code, message.Request, refused.Uri, refused.Sentence);
        }
        else
        {
            _session.Reply(OutgoingMessage.Done(WampCode.Published, message.Request, publication));
        }
    }

    private async Task SubscribeAsync(IncomingMessage message)
    {
        TopicMatch? match = message.Options.Match switch
        {
            "exact" => TopicMatch.Exact,
            "prefix" => TopicMatch.Prefix,
            "wildcard" => TopicMatch.Wildcard,
            _ => null,
        };
        if (match is not { } policy)
        {
            _session.Fail(message.Code, message.Request, WampErrors.OptionNotAllowed, $"There is no match '{message.Options.Match}'; use exact, prefix or wildcard.");
        }
        else if (!UriRules.IsTopic(message.Text, policy))
        {
            _session.Fail(message.Code, message.Request, WampErrors.InvalidUri, InvalidUri(message.Text));
        }
        else if (!RoleRules.Allows(_session.Rules.Subscribe, message.Text))
        {
            _session.Fail(message.Code, message.Request, WampErrors.NotAuthorized, $"This session may not subscribe to '{message.Text}'.");
        }
        else
        {
            await _router.Broker.SubscribeAsync(_session, message.Request, message.Text, policy, _session.Gone);
        }
    }

    private async Task RegisterAsync(IncomingMessage message)
    {
        if (message.Options is not { Match: "exact", Invoke: "single" })
        {
            _session.Fail(message.Code, message.Request, WampErrors.OptionNotAllowed, "A registration is exact and has one callee at each node; leave out match and invoke.");
        }
        else if (RefusalOf(message.Text, _session.Rules.Register, "register") is { } refused)
        {
            _session.Fail(message.Code, message.Request, refused.Uri, refused.Sentence);
        }
        else
        {
            await _router.Dealer.RegisterAsync(_session, message.Request, message.Text, message.Options.IsIdempotent, _session.Gone);
        }
    }

    private void Call(IncomingMessage message)
    {
        string procedure = message.Text;
        if (!UriRules.IsName(procedure))
        {
            _session.Fail(message.Code, message.Request, WampErrors.InvalidUri, InvalidUri(procedure));
        }
        else if (!RoleRules.Allows(_session.Rules.Call, procedure))
        {
            _session.Fail(message.Code, message.Request, WampErrors.NotAuthorized, $"This session may not call '{procedure}'.");
        }
        else if (message.Arguments is not { } arguments)
        {
            string sentence = $"A call carries a list and a map with strings as keys, together at most {MeshArguments.BytesMax} bytes of MessagePack.";
            _session.Fail(message.Code, message.Request, message.ArgumentFault, sentence);
        }
        else if (!_session.Calls.TryStart(message, (options, givenUp) => _router.CallAsync(procedure, arguments, options, givenUp)))
        {
            _session.Violate(FormattableString.Invariant($"The call {message.Request} is not over, so its number cannot be used again."));
        }
    }

    /// <summary>Why a session may not publish on a topic or offer a procedure; null when it may.</summary>
    private static (string Uri, string Sentence)? RefusalOf(string uri, IReadOnlyList<string> allowed, string what)
    {
        if (!UriRules.IsName(uri))
        {
            return (WampErrors.InvalidUri, InvalidUri(uri));
        }

        if (UriRules.IsUnder(uri, UriRules.ReservedByWamp))
        {
            return (WampErrors.InvalidUri, $"'{uri}' belongs to WAMP itself; choose another first part than 'wamp'.");
        }

        if (UriRules.IsUnder(uri, UriRules.Reserved))
        {
            return (WampErrors.NotAuthorized, $"'{uri}' belongs to the node itself; choose another first part than 'mesh'.");
        }

        return RoleRules.Allows(allowed, uri) ? null : (WampErrors.NotAuthorized, $"This session may not {what} '{uri}'.");
    }

    private static string InvalidUri(string uri) =>
        $"'{(uri.Length > WampLimits.UriBytesMax ? uri[..WampLimits.UriBytesMax] + "..." : uri)}' is no URI: use parts between dots, without white space and '#', at most {WampLimits.UriBytesMax} bytes.";
}
