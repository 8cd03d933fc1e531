using System.Threading.Channels;

namespace Mesh.Node.Terminal;

/// <summary>The edge towards the person: a screen to draw on and what comes from the keyboard.</summary>
internal interface ITerminal : IDisposable
{
    ScreenSize Size { get; }

    /// <summary>What the person does, in order. Completes when the terminal is gone.</summary>
    ChannelReader<TerminalInput> Inputs { get; }

    /// <summary>Takes the whole screen and begins to read keys.</summary>
    void Enter();

    /// <summary>Shows a frame in one write.</summary>
    void Show(Frame frame);

    /// <summary>Gives the screen back as it was. Does nothing when it is not taken.</summary>
    void Leave();

    /// <summary>Writes a line where the person's prompt will be; only after <see cref="Leave"/>.</summary>
    void Say(string line);
}
