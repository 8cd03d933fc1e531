using Mesh.Node.Chat;
using Mesh.Node.Doctor;
using Mesh.Node.Ways;

namespace Mesh.Node.Terminal;

/// <summary>Looks around in the mesh and at this machine as the person asks, beside everything else, and tells it in the room that is shown then.</summary>
internal sealed class WayActions
{
    private readonly IChatNode _node;
    private readonly ChatModel _model;
    private readonly NodeWork _work;
    private readonly ChatSurfaces _surfaces;

    public WayActions(IChatNode node, ChatModel model, NodeWork work, ChatSurfaces surfaces)
    {
        _node = node;
        _model = model;
        _work = work;
        _surfaces = surfaces;
    }

    /// <summary>Does "/ping", "/trace", "/map" or "/status".</summary>
    public void Do(ChatCommand command)
    {
        int width = _surfaces.Width();
        Order(async cancellationToken =>
            (await WayAnswer.OfAsync(_node, command, new NodePlaces(_surfaces.Page.Url), width, _surfaces.Clock, cancellationToken).ConfigureAwait(false)).Text);
    }

    /// <summary>Does "/doctor".</summary>
    public void Examine()
    {
        Say(LineKind.Notice, "Looking; this takes up to six seconds.");
        Order(async cancellationToken =>
            string.Join('\n', ExaminationText.Findings(await Examiner.ExamineAsync(_node, _surfaces.Clock, cancellationToken).ConfigureAwait(false))));
    }

    private void Order(Func<CancellationToken, Task<string>> ask)
    {
        bool isTaken = _work.TryAddLong(
            async cancellationToken =>
            {
                string answer = await ask(cancellationToken).ConfigureAwait(false);
                return () => Say(LineKind.Reply, answer);
            },
            why => Say(LineKind.Mistake, why));
        if (!isTaken)
        {
            Say(LineKind.Mistake, "You asked much of the mesh already; wait for its answers.");
        }
    }

    private void Say(LineKind kind, string text) => _model.Say(kind, _surfaces.Clock.GetUtcNow(), text);
}
