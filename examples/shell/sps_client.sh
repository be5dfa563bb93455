# A client of SPS, to be sourced. Needs SPS_URL (…/api), SPS_USER, SPS_PASSWORD, and SPS_JAR, a file for its session.
# SPS_SLEEP names what waits in place of "sleep".

sps_sign_in() {
  curl -sSf -o /dev/null -c "$SPS_JAR" -u "$SPS_USER:$SPS_PASSWORD" "$SPS_URL/authentication"
}

# Prints what is at a path. Signs in again when the session is over, and tries again when the appliance is busy or cuts it off.
sps_get() {
  sps_tries=0
  sps_signed_in=
  while [ "$sps_tries" -lt 4 ]; do
    sps_tries=$((sps_tries + 1))
    # The body, then one line more: status and Retry-After.
    if ! sps_answer=$(curl -s -b "$SPS_JAR" -w '\n%{http_code} %header{retry-after}' "$SPS_URL$1"); then
      "${SPS_SLEEP:-sleep}" 1
      continue
    fi
    sps_last=$(printf '%s\n' "$sps_answer" | tail -n 1)
    case $sps_last in
      200*)
        printf '%s\n' "$sps_answer" | sed '$d'
        return 0
        ;;
      401*)
        [ -z "$sps_signed_in" ] || break
        sps_signed_in=yes
        sps_sign_in || return 1
        ;;
      503*)
        sps_wait=${sps_last#* }
        "${SPS_SLEEP:-sleep}" "${sps_wait:-1}"
        ;;
      *) break ;;
    esac
  done
  echo "GET $1 was not answered: $sps_last" >&2
  return 1
}
