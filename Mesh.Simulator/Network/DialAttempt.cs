using Mesh.Simulator.Engine;

namespace Mesh.Simulator.Network;

/// <summary>
/// A dial under way: the flights of TCP, TLS 1.3 with certificates both ways, and the WebSocket upgrade, one behind the other. A flight that finds
/// the way blocked is sent again after 200 ms, doubling, until the dial's limit.
/// </summary>
internal sealed class DialAttempt : IEventTarget
{
    private const int Step = 0;
    private const int Failed = 1;

    /// <summary>Bytes of the flights, the dialler's first: SYN, SYN-ACK, ClientHello, the server's flight, the client's certificate with the request, the answer.</summary>
    private static readonly int[] Flights = [80, 80, 600, 1_500, 1_500, 400];

    private readonly SimulatedNetwork _network;
    private readonly SimulatedNode _from;
    private readonly SimulatedNode _to;
    private readonly INodeProgram _program;
    private readonly long _token;
    private bool _isOver;
    private TimeSpan _retransmission = TimeSpan.FromMilliseconds(200);

    /// <summary>Makes a dial in the name of the node's present program.</summary>
    public DialAttempt(SimulatedNetwork network, SimulatedNode from, SimulatedNode to, long token)
    {
        _network = network;
        _from = from;
        _to = to;
        _program = from.Program!;
        _token = token;
    }

    /// <summary>How often a dial and the greetings behind it cross the link, one behind the other, before it serves.</summary>
    public static int Crossings => Flights.Length + 2;

    /// <summary>Sends the first flight; gives up after a limit.</summary>
    public void Start(TimeSpan limit)
    {
        _network.Plan(limit, this, Failed, 0, null);
        Fly(0);
    }

    /// <inheritdoc/>
    public void On(in SimulationEvent due)
    {
        if (_isOver || _from.Program != _program)
        {
            return;
        }

        if (due.Kind == Failed)
        {
            _isOver = true;
            _program.OnDialFailed(_token, _to.Number);
        }
        else if (due.Number < Flights.Length)
        {
            Fly((int)due.Number);
        }
        else if (IsReached)
        {
            _isOver = true;
            _network.Link(_from, _to, _token);
        }
    }

    private bool IsReached => _to.IsUp && _network.WayBetween(_from.Number, _to.Number).PassesBoth;

    private void Fly(int flight)
    {
        SimulatedNode sender = flight % 2 == 0 ? _from : _to;
        SimulatedNode receiver = flight % 2 == 0 ? _to : _from;
        if (!IsReached)
        {
            _network.Plan(_retransmission, this, Step, flight, null);
            _retransmission *= 2;
        }
        else
        {
            MeshInstant arrival = _network.Carry(sender.Number, receiver.Number, Flights[flight]);
            _network.Plan(arrival - _network.Now, this, Step, flight + 1, null);
        }
    }
}
