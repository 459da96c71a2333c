# shellcheck shell=bash
# Certificates of an authority of our own, and the hub behind TLS and HTTP/2: what tests/tls and
# tests/roots share. Sourced after script/hub.sh; who sources it ends the
# processes in `children`.
# shellcheck disable=SC2154 # work and api are of script/hub.sh

children=()
for need in nghttpx openssl; do
  command -v "$need" >/dev/null || die "$need is missing: run script/bootstrap --test"
done

# By "openssl ca", as it takes an end in the past in every version; "x509 -days -1" no longer does.
ec=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
authority() { # NAME
  quiet openssl req -x509 "${ec[@]}" -subj "/CN=$1" -days 2 -keyout "$work/$1.key" -out "$work/$1.pem"
}
certificate() { # NAME SUBJECT_ALT_NAME CA [FROM TO]
  local from=${4-yesterday} to=${5-tomorrow}
  quiet openssl req -new "${ec[@]}" -subj "/CN=$1" -keyout "$work/$1.key" -out "$work/$1.csr"
  printf 'subjectAltName=%s\n' "$2" >"$work/$1.ext"
  cat >"$work/ca.cnf" <<EOF
[ca]
default_ca = ours
[ours]
database = $work/index
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = policy
[policy]
commonName = supplied
EOF
  : >"$work/index"
  quiet openssl ca -batch -notext -config "$work/ca.cnf" -keyfile "$work/$3.key" \
    -cert "$work/$3.pem" -startdate "$(date -u -d "$from" +%Y%m%d%H%M%SZ)" \
    -enddate "$(date -u -d "$to" +%Y%m%d%H%M%SZ)" -extfile "$work/$1.ext" -in "$work/$1.csr" \
    -out "$work/$1.pem"
}

# One nghttpx for each certificate.
tls_start() { # CERTIFICATE; its port in $port
  local try
  for try in $(seq 20); do
    port=$((20000 + RANDOM % 12000))
    : >"$work/$1.access"
    # shellcheck disable=SC2016 # nghttpx expands them
    nghttpx --conf=/dev/null --frontend="127.0.0.1,$port" --workers=1 \
      --backend="127.0.0.1,${api##*:};;proto=http/1.1" --errorlog-file="$work/$1.log" \
      --accesslog-file="$work/$1.access" --log-level=ERROR \
      --accesslog-format='$remote_port $alpn $status' "$work/$1.key" "$work/$1.pem" \
      >"$work/$1.said" 2>&1 &
    children+=($!)
    for _ in $(seq 50); do
      kill -0 $! 2>/dev/null || continue 2
      if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        return
      fi
      sleep 0.02
    done
  done
  cat "$work/$1.said" "$work/$1.log" >&2
  die "nghttpx does not start, attempt $try"
}
