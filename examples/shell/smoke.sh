#!/bin/sh
# Signs in to each product, reads something, and asks why a call was refused. Usage: smoke.sh [base URL]
set -eu
base=${1:-http://127.0.0.1:8080}
jar=$(mktemp)
trap 'rm -f "$jar"' EXIT

expect() { # name, text that must be there, answer
  case $3 in
    *"$2"*) echo "ok: $1" ;;
    *) echo "not as expected: $1" >&2; echo "$3" >&2; exit 1 ;;
  esac
}

expect 'XTAM knows who calls' '"firstName"' \
  "$(curl -s -u xtam_login:xtam_password "$base/xtam/rest/user/whoami")"
expect 'SPS lets the administrator in' '/api/transaction' \
  "$(curl -s -u admin:a -c "$jar" "$base/api/authentication")"
expect 'SPS shows its settings' 'require_commitlog' \
  "$(curl -s -b "$jar" "$base/api/configuration/aaa/settings")"
expect 'PMP lists resources' '"status":"Success"' \
  "$(curl -s "$base/restapi/json/v1/resources?AUTHTOKEN=B9A1809A-5BF7-4459-9ED2-8D4F499CB902")"
expect 'PMP refuses a wrong token' '"status":"Failed"' \
  "$(curl -s "$base/restapi/json/v1/resources?AUTHTOKEN=wrong")"
expect 'the journal tells why' 'pmp.token.unknown' \
  "$(curl -s "$base/__mock/journal?limit=1")"
