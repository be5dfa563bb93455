#!/bin/sh
# Tests sps_client.sh in a workspace of its own. Usage: test_sps_client.sh [base URL of the emulator]
set -eu
cd "$(dirname "$0")"
. ./sps_client.sh

base=${1:-${PAM_MOCK_URL:-http://127.0.0.1:8080}}
workspace=shell-$$
scratch=$(mktemp -d)
SPS_URL=$base/w/$workspace/api SPS_USER=admin SPS_PASSWORD=a SPS_JAR=$scratch/jar

# Calls the control plane: a method, a path, a body. What does not hold is a 422, for which curl has to be told to fail.
control() {
  curl -sS --fail-with-body -X "$1" "$base$2" ${3:+-d "$3"} >"$scratch/answer" || {
    cat "$scratch/answer" >&2
    echo >&2
    exit 1
  }
}

# How many requests the journal holds that match.
received() {
  control POST "/w/$workspace/__mock/journal/verify" "{\"match\":$2,\"count\":{\"exactly\":$1}}"
  echo "ok: $1 of $2"
}

# What waits moves the emulator's clock instead.
moves_the_clock() {
  control PATCH "/w/$workspace/__mock/clock" "{\"advance\":\"$1s\"}"
}
SPS_SLEEP=moves_the_clock

control PUT "/__mock/workspaces/$workspace"
trap 'curl -s -X DELETE "$base/__mock/workspaces/$workspace"; rm -rf "$scratch"' EXIT

# A session that is over: it signs in again.
sps_sign_in
sps_get /configuration/aaa/settings | grep -q require_commitlog
control PATCH "/w/$workspace/__mock/clock" '{"advance":"20m"}'
sps_get /configuration/aaa/settings | grep -q require_commitlog
received 1 '{"rule":"sps.session.expired","status":401}'
received 2 '{"operation":"sps.authentication.login","status":200}'

# A busy appliance, then a connection that is cut: it tries again.
busy='{"type":"status","status":503,"headers":{"retry-after":"5"}}'
control POST "/w/$workspace/__mock/faults" "{\"match\":{\"surface\":\"sps\"},\"effects\":[$busy,{\"type\":\"reset\"}]}"
sps_get /configuration/aaa/settings | grep -q require_commitlog
received 1 '{"status":503}'
received 1 '{"status":0}'
received 3 '{"operation":"sps.configuration.aaa.settings.get","status":200}'
