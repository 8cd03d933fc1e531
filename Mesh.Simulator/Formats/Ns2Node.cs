using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>One node of an ns-2 movement file: its commands, and the track that they make.</summary>
internal sealed class Ns2Node
{
    /// <summary>Faster is a jump: the Zurich vehicle trace heads for its first places at 1e9 m/s.</summary>
    private const double JumpSpeed = 1e6;

    private readonly List<(long At, Ns2Command Command, Position Place, double Speed)> _commands = [];
    private readonly List<(long At, Position Place)> _waypoints = [];
    private readonly List<(long From, long Until)> _active = [];
    private Position _place;
    private Position _target;
    private long _left;
    private long _arrival = long.MinValue;

    /// <summary>Where it is, leg by leg, once the commands have been followed.</summary>
    public IReadOnlyList<(long At, Position Place)> Waypoints => _waypoints;

    /// <summary>When it is switched on; empty for always. An end that the file does not give is <see cref="long.MaxValue"/>.</summary>
    public IReadOnlyList<(long From, long Until)> Active => _active;

    /// <summary>Sets a coordinate of the first place.</summary>
    public void Start(Ns2Command axis, double value) => _place = Moved(_place, axis, value);

    /// <summary>Adds a command; they may come in any order of time.</summary>
    public void Add(long at, Ns2Command command, Position place, double speed) => _commands.Add((at, command, place, speed));

    /// <summary>Follows the commands by time, those of one instant in the order of the file.</summary>
    /// <returns>When the node does something for the last time.</returns>
    public long Follow()
    {
        bool isOn = true;
        long onSince = long.MinValue;
        long last = 0;
        _waypoints.Add((0, _place));
        (long At, Ns2Command Command, Position Place, double Speed)[] commands = [.. _commands.OrderBy(command => command.At)];
        if (commands.FirstOrDefault(command => command.Command is Ns2Command.SwitchOn or Ns2Command.SwitchOff) is { Command: Ns2Command.SwitchOn })
        {
            isOn = false;
        }

        foreach ((long at, Ns2Command command, Position place, double speed) in commands)
        {
            last = at;
            switch (command)
            {
                case Ns2Command.Head:
                    Halt(at);
                    Head(at, place, speed);
                    break;
                case Ns2Command.SwitchOn when !isOn:
                    (isOn, onSince) = (true, at);
                    break;
                case Ns2Command.SwitchOff when isOn:
                    isOn = false;
                    AddActive(onSince, at);
                    break;
                case Ns2Command.SetX or Ns2Command.SetY or Ns2Command.SetZ:
                    Halt(at);
                    _place = Moved(_place, command, place.X);
                    _waypoints.Add((at, _place));
                    break;
                default:
                    break;
            }
        }

        bool isSwitched = commands.Any(command => command.Command is Ns2Command.SwitchOn or Ns2Command.SwitchOff);
        if (isSwitched && isOn)
        {
            AddActive(onSince, long.MaxValue);
        }

        last = isOn ? Math.Max(last, _arrival) : last;
        Halt(long.MaxValue);
        return last;
    }

    private static Position Moved(Position place, Ns2Command axis, double value) => axis switch
    {
        Ns2Command.SetX => place with { X = value },
        Ns2Command.SetY => place with { Y = value },
        _ => place with { Z = value },
    };

    private void AddActive(long from, long until)
    {
        from = Math.Max(from, 0);
        if (from < until)
        {
            _active.Add((from, until));
        }
    }

    /// <summary>Ends the present leg at an instant: where it has got to, or at its goal.</summary>
    private void Halt(long at)
    {
        if (_arrival == long.MinValue)
        {
            return;
        }

        long end = Math.Min(at, _arrival);
        if (end == _arrival)
        {
            _place = _target;
        }
        else
        {
            double share = (double)(end - _left) / (_arrival - _left);
            _place = new Position(
                _place.X + ((_target.X - _place.X) * share),
                _place.Y + ((_target.Y - _place.Y) * share),
                _place.Z + ((_target.Z - _place.Z) * share));
        }

        _waypoints.Add((end, _place));
        _arrival = long.MinValue;
    }

    private void Head(long at, Position target, double speed)
    {
        // BonnMotion writes a rest as speed 0.
        if (speed == 0)
        {
            return;
        }

        _waypoints.Add((at, _place));
        double seconds = speed >= JumpSpeed ? 0 : Distance.Metres(_place, target) / speed;
        _left = at;
        _target = target;
        _arrival = at + (long)Math.Round(Math.Min(seconds, FormatLimits.SecondsMax) * 1_000_000);
    }
}
