namespace Mesh.Tests.Integration.Radios;

/// <summary>Tests with emulated radios share one guest, run one after another and beside nothing else: it takes a whole processor.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RadioCollection : ICollectionFixture<RadioAir>
{
    public const string Name = "radios";
}
