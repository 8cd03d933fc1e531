# Shared by .ci/run and .ci/nightly; to be sourced after `set -euo pipefail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
results="$root/artifacts/tests"

export CI=true
export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

# The tests build networks of namespaces, which takes root.
as_root=()
if [ "$(id -u)" != 0 ]; then
    as_root=(sudo -E env "PATH=$PATH")
fi

step() {
    printf '\n== %s (%ss so far)\n' "$*" "$SECONDS"
}

# Programs that the tests call and the Debian packages that bring them.
needed_programs="ip:iproute2 nft:nftables avahi-daemon:avahi-daemon avahi-browse:avahi-utils dbus-daemon:dbus python3:python3 \
curl:curl tmux:tmux openssl:openssl ps:procps git:git node:nodejs npm:npm chromium:chromium nginx:nginx-light zbarimg:zbar-tools \
qemu-system-x86_64:qemu-system-x86 busybox:busybox-static wpa_supplicant:wpasupplicant iw:iw NetworkManager:network-manager \
cpio:cpio modprobe:kmod busctl:systemd"
needed_modules="msgpack:python3-msgpack websockets:python3-websockets autobahn:python3-autobahn"

install_missing() {
    local missing=() pair
    # avahi and nftables install into sbin, which is not on everybody's path.
    PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
    export PATH
    for pair in $needed_programs; do
        command -v "${pair%%:*}" > /dev/null || missing+=("${pair##*:}")
    done
    for pair in $needed_modules; do
        /usr/bin/python3 -c "import ${pair%%:*}" 2> /dev/null || missing+=("${pair##*:}")
    done
    if [ ${#missing[@]} = 0 ]; then
        echo "nothing is missing"
        return
    fi
    echo "missing: ${missing[*]}"
    if ! command -v apt-get > /dev/null; then
        echo "There is no apt-get here; install by hand what these Debian packages hold: ${missing[*]}" >&2
        exit 1
    fi
    "${as_root[@]}" apt-get update -qq
    # Daemons of those packages need not run: the tests start their own in their own namespaces.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
}

# Runs tests with a report: run_tests NAME ARGUMENT...
run_tests() {
    local name=$1
    shift
    mkdir -p "$results"
    rm -f "$results/$name.json"
    "${as_root[@]}" dotnet test --no-build --results-directory "$results" -- --no-ansi --no-progress \
        --report-ctrf --report-ctrf-filename "$name.json" "$@" < /dev/null
}
