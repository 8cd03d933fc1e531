using System.Threading.Channels;
using Mesh.Protocol.Calls;

namespace Mesh.Hosting;

/// <summary>Calls of other nodes that wait for their answer, by token; what comes for each waits in order. Thread-safe.</summary>
internal sealed class OwnCalls
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Channel<AnswerBody>> _waiting = [];
    private long _lastToken;
    private Exception? _closedFor;

    /// <summary>Opens a call.</summary>
    /// <returns>Its token, and where its answers come.</returns>
    public (long Token, ChannelReader<AnswerBody> Answers) Open()
    {
        Channel<AnswerBody> answers = Channel.CreateUnbounded<AnswerBody>();
        lock (_lock)
        {
            if (_closedFor is not null)
            {
                answers.Writer.TryComplete(_closedFor);
                return (0, answers.Reader);
            }

            _waiting.Add(++_lastToken, answers);
            return (_lastToken, answers.Reader);
        }
    }

    /// <summary>A callee answered. A caller that does not keep up with progress loses what is over the limit.</summary>
    public void Answer(long token, AnswerBody answer)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(token, out Channel<AnswerBody>? answers))
            {
                return;
            }

            if (answer.Kind != AnswerKind.Progress || answers.Reader.Count < NodeLimits.ProgressWaitingMax)
            {
                answers.Writer.TryWrite(answer);
            }

            if (answer.Kind != AnswerKind.Progress)
            {
                _waiting.Remove(token);
                answers.Writer.TryComplete();
            }
        }
    }

    /// <summary>Nobody waits any more.</summary>
    public void Forget(long token)
    {
        lock (_lock)
        {
            _waiting.Remove(token);
        }
    }

    /// <summary>Fails everything that waits or comes later.</summary>
    public void Close(Exception reason)
    {
        lock (_lock)
        {
            _closedFor ??= reason;
            foreach (Channel<AnswerBody> answers in _waiting.Values)
            {
                answers.Writer.TryComplete(reason);
            }

            _waiting.Clear();
        }
    }
}
