namespace Mesh.Tests.Integration.Laboratory;

/// <summary>Tests of the laboratory run one after another and beside nothing else: they measure time, and machines are small.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LabCollection
{
    public const string Name = "laboratory";
}
