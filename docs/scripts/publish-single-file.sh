#!/usr/bin/env bash
# Publishes the command as one self-contained file: publish-single-file.sh RID...
# Says for each runtime identifier whether it worked, and runs the file where this machine can. Collects the files in artifacts/get with their
# SHA-256, named as a node gives them away at /get: mesh --get-folder artifacts/get.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

if [ $# = 0 ]; then
    echo "usage: $0 RID..., such as linux-x64 linux-arm64 win-x64 osx-arm64" >&2
    exit 2
fi

case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) here=linux-x64 ;;
    Linux-aarch64) here=linux-arm64 ;;
    Darwin-x86_64) here=osx-x64 ;;
    Darwin-arm64) here=osx-arm64 ;;
    *) here=unknown ;;
esac

get="$root/artifacts/get"
mkdir -p "$get"
outcome=0
for rid in "$@"; do
    out="$root/artifacts/publish/$rid"
    log="$root/artifacts/publish/$rid.log"
    rm -rf "$out"
    mkdir -p "$out"
    # The intermediate files of each system are kept apart from those of the build. Compressed it is half as large, for a start that takes 0.15 s longer:
    # it travels from neighbour to neighbour over Wi-Fi.
    if ! dotnet publish "$root/Mesh.Node" --nologo -c Release -r "$rid" --self-contained -o "$out" \
        -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true -p:EnableCompressionInSingleFile=true -p:PublishReadyToRun=false \
        -p:DebugType=embedded -p:DisableTransitiveFrameworkReferenceDownloads=true -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false < /dev/null > "$log" 2>&1; then
        if grep -qE "NU1101|NU1102|NU1103" "$log"; then
            echo "$rid: its runtime pack does not restore from the package feed: $(grep -oE "Unable to find package [^ ]+" "$log" | sort -u | head -1)"
        else
            echo "$rid: failed, see $log"
        fi
        outcome=1
        continue
    fi
    file="$out/mesh"
    [ -f "$file" ] || file="$out/mesh.exe"
    others=$(find "$out" -type f ! -name "$(basename "$file")" | wc -l)
    if [ "$others" != 0 ]; then
        echo "$rid: $others files lie beside $file; one file was wanted"
        outcome=1
        continue
    fi
    told=""
    if [ "$rid" = "$here" ]; then
        # In an empty environment, so that an installed .NET cannot help.
        told=", runs here: mesh $(env -i HOME="$(mktemp -d)" "$file" --version)"
    fi
    name="mesh-$rid"
    [ "$file" = "$out/mesh" ] || name="$name.exe"
    # Moved into place whole: a node may be giving the former one away.
    cp "$file" "$get/$name.new"
    chmod 755 "$get/$name.new"
    mv "$get/$name.new" "$get/$name"
    echo "$rid: $file, $(($(wc -c < "$file") / 1024 / 1024)) MiB$told"
done
# The tools of macOS have another name for it.
sums=sha256sum
command -v sha256sum > /dev/null || sums="shasum -a 256"
(cd "$get" && rm -f SHA256SUMS && find . -maxdepth 1 -type f -name "mesh-*" ! -name "*.new" | sort | sed "s|^\./||" | xargs -r $sums > SHA256SUMS)
exit "$outcome"
