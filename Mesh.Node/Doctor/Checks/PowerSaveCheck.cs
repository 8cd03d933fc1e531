using Mesh.Node.Processes;

namespace Mesh.Node.Doctor.Checks;

/// <summary>Whether a radio in use sleeps between beacons: it then answers late and loses multicast.</summary>
internal sealed class PowerSaveCheck : ICheck
{
    public IEnumerable<Finding> Look(Facts facts) =>
        from one in facts.Node.Outward
        where facts.Machine.Device(one.Name)?.PowerSave == true
        select Finding.Warning(
            FindingCode.PowerSave,
            one.Name,
            $"{one.Name} sleeps between beacons to save power, so it loses multicast and answers late.",
            $"sudo iw dev {ShellWord.Of(one.Name)} set power_save off");
}
