#!/bin/sh
# Runs the scenario beside this script; ends with 1 when something that it expects does not hold.
#   MESH_SIM_SOURCE    a folder or feed that holds the package mesh-sim, when your feeds do not
#   MESH_SIM_CHECKOUT  a clone of Mesh, to run the simulator from its sources instead of a package
set -eu
cd "$(dirname "$0")"
results="${MESH_SIM_RESULTS:-mesh-sim-results}"
mkdir -p "$results"
set -- run mesh-sim.yaml --json "$results/results.json" --junit "$results/junit.xml" "$@"
if [ -f mesh-sim.baseline.json ]; then
    set -- "$@" --baseline mesh-sim.baseline.json --markdown "$results/diff.md"
fi
if [ -n "${MESH_SIM_CHECKOUT:-}" ]; then
    exec dotnet run -c Release --project "$MESH_SIM_CHECKOUT/Mesh.Simulator" -- "$@"
fi
tools="${MESH_SIM_TOOLS:-$PWD/.mesh-sim}"
if [ ! -x "$tools/mesh-sim" ]; then
    dotnet tool install mesh-sim --tool-path "$tools" --version "VERSION" ${MESH_SIM_SOURCE:+--add-source "$MESH_SIM_SOURCE"}
fi
exec "$tools/mesh-sim" "$@"
