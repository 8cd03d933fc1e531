#!/usr/bin/env bash
# Six hosts in a chain, each hearing only its neighbours: a line typed on the first arrives on the last.
# Hosts are network namespaces with link-local addresses only, no route, no DNS. Needs root, iproute2, nftables, python3.
#
#   docs/scripts/chain.sh [COMMAND...]      default: dotnet exec of the built Mesh.Node
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PATH="$PATH:/usr/sbin:/sbin"
hosts=${MESH_CHAIN_HOSTS:-6}

complain() {
    echo "$*" >&2
    exit 2
}

[ "$(id -u)" = 0 ] || complain "chain.sh makes network namespaces, which takes root: run it with sudo."
for program in ip nft python3; do
    command -v "$program" > /dev/null || complain "chain.sh needs $program: apt-get install iproute2 nftables python3."
done
[ "$hosts" -ge 2 ] && [ "$hosts" -le 20 ] || complain "MESH_CHAIN_HOSTS is $hosts; use 2 to 20."

if [ $# -gt 0 ]; then
    command=("$@")
else
    dll=$(find "$root/Mesh.Node/bin" -name mesh.dll -not -path "*/ref*" -printf '%T@ %p\n' 2> /dev/null | sort -n | tail -1 | cut -d' ' -f2-)
    if [ -z "$dll" ]; then
        echo "building Mesh.Node ..."
        dotnet build "$root/Mesh.Node" --nologo -v quiet < /dev/null
        dll=$(find "$root/Mesh.Node/bin" -name mesh.dll -not -path "*/ref*" | head -1)
    fi
    command=(dotnet exec "$dll")
fi

run="mchain-$$"
folder=$(mktemp -d)
pids=()

clean_up() {
    trap - EXIT INT TERM
    exec 3>&- 2> /dev/null || true
    for pid in "${pids[@]}"; do
        kill "$pid" 2> /dev/null || true
    done
    for pid in "${pids[@]}"; do
        for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
            kill -0 "$pid" 2> /dev/null || break
            sleep 0.25
        done
        kill -9 "$pid" 2> /dev/null || true
    done
    for host in air $(seq 1 "$hosts"); do
        ip netns del "$run-$host" 2> /dev/null || true
    done
    rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The air: one bridge that forwards nothing but between neighbours of the chain.
ip netns add "$run-air"
ip -n "$run-air" link add air type bridge mcast_snooping 0 stp_state 0
ip -n "$run-air" link set air up
pairs=""
for host in $(seq 1 "$hosts"); do
    ip netns add "$run-$host"
    ip -n "$run-$host" link set lo up
    ip -n "$run-$host" link add wl0 type veth peer name "p$host" netns "$run-air"
    ip -n "$run-air" link set "p$host" master air
    ip -n "$run-air" link set "p$host" up
    ip -n "$run-$host" addr add "169.254.77.$host/16" dev wl0
    ip -n "$run-$host" link set wl0 up
    if [ "$host" -gt 1 ]; then
        before=$((host - 1))
        pairs="$pairs${pairs:+, }\"p$before\" . \"p$host\" : accept, \"p$host\" . \"p$before\" : accept"
    fi
done
ip netns exec "$run-air" nft -f - << RULES
table bridge air {
    map reach {
        type ifname . ifname : verdict
        elements = { $pairs }
    }
    chain forward {
        type filter hook forward priority 0; policy drop;
        iifname . oifname vmap @reach
    }
}
RULES

# Every host runs the command; the first reads what is typed from a pipe.
mkfifo "$folder/typed"
for host in $(seq 1 "$hosts"); do
    mkdir -p "$folder/$host"
    input=/dev/null
    arguments=(run --json)
    if [ "$host" = 1 ]; then
        input="$folder/typed"
        arguments=(--json)
    fi
    ip netns exec "$run-$host" env HOME="$folder/$host" XDG_DATA_HOME="$folder/$host" XDG_RUNTIME_DIR="$folder/$host" DOTNET_TieredPGO=0 \
        "${command[@]}" "${arguments[@]}" --name "host$host" --data "$folder/$host/mesh" < "$input" > "$folder/$host.out" 2> "$folder/$host.err" &
    pids+=($!)
    if [ "$host" = 1 ]; then
        exec 3> "$folder/typed"
    fi
done
echo "$hosts hosts in a chain: $(seq -s ' - ' 1 "$hosts")"

# Waits for an event: wait_for FILE SECONDS PYTHON-CONDITION; prints the event.
wait_for() {
    python3 - "$@" << 'PYTHON'
import json, sys, time

path, seconds, condition = sys.argv[1], float(sys.argv[2]), compile(sys.argv[3], "condition", "eval")
end = time.monotonic() + seconds
seen = []
with open(path, encoding="utf-8") as lines:
    partial = ""
    while time.monotonic() < end:
        partial += lines.readline()
        if not partial.endswith("\n"):
            time.sleep(0.002)
            continue
        event, partial = json.loads(partial), ""
        seen.append(event)
        if eval(condition, {"event": event, "seen": seen}):
            print(json.dumps(event))
            sys.exit(0)
sys.exit(f"waited {seconds:.0f} s in vain for: {sys.argv[3]}")
PYTHON
}

show_errors() {
    for host in $(seq 1 "$hosts"); do
        [ -s "$folder/$host.err" ] && sed "s/^/host $host: /" "$folder/$host.err" >&2
    done
    return 1
}

for host in $(seq 1 "$hosts"); do
    neighbours=2
    if [ "$host" = 1 ] || [ "$host" = "$hosts" ]; then
        neighbours=1
    fi
    wait_for "$folder/$host.out" 30 "len({e['peer'] for e in seen if e['event'] == 'link-up'}) >= $neighbours" > /dev/null || show_errors
done
echo "every host has its links"

# One line to warm the path, then nine to measure: from typing on the first host to receiving on the last.
times=()
for text in warm one two three four five six seven eight "hello from the first"; do
    typed=$(date +%s%N)
    echo "$text" >&3
    event=$(wait_for "$folder/$hosts.out" 15 "event['event'] == 'message' and event['text'] == '$text'") || show_errors
    arrived=$(python3 -c '
import datetime, json, sys
event, typed = json.loads(sys.argv[1]), int(sys.argv[2])
received = datetime.datetime.fromisoformat(event["receivedAt"].replace("Z", "+00:00"))
epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
print(event["hops"], round((received - epoch) / datetime.timedelta(milliseconds=1) - typed / 1e6))
' "$event" "$typed")
    [ "$text" = warm ] || times+=("${arrived#* }")
done
median=$(printf '%s\n' "${times[@]}" | sort -n | sed -n "$(((${#times[@]} + 1) / 2))p")
echo "arrived on host $hosts over ${arrived% *} hops in ${arrived#* } ms (median of ${#times[@]} lines: $median ms)"
[ "${arrived% *}" = "$((hosts - 1))" ] || complain "expected $((hosts - 1)) hops"
