# Sourced by habu when something is missing: the jars, the compiled Pyodide or the JVM's AOT cache.

# Draws "LABEL [####----] TEXT": over itself on a terminal, as a line of its own elsewhere.
progress() { # DONE OF LABEL TEXT
  if [ -t 2 ]; then
    bar='########################################'
    gap='----------------------------------------'
    filled=$(($1 * 40 / $2))
    while [ ${#bar} -gt "$filled" ]; do bar=${bar%?}; done
    while [ ${#gap} -gt $((40 - filled)) ]; do gap=${gap%?}; done
    printf '\r\033[K%s [%s%s] %s' "$3" "$bar" "$gap" "$4" >&2
    [ "$1" -lt "$2" ] || printf '\n' >&2
  elif [ "$4" != "${last_progress:-}" ]; then
    last_progress=$4
    printf '%s: %s\n' "$3" "$4" >&2
  fi
}

# Reads Maven's output, keeps it in the log and turns it into progress; returns Maven's exit code, its last line.
follow_maven() { # LOG
  exec 3>"$1"
  done=0 of=1 fetched=0
  while IFS= read -r line; do
    printf '%s\n' "$line" >&3
    case $line in
      *" Building "*"["*/*"]")
        step=${line##*\[}
        step=${step%\]}
        done=$((${step%/*} - 1)) of=${step#*/}
        what=${line#* Building }
        progress "$done" "$of" "Building habu" "${what%% *}"
        ;;
      *"Downloaded from "*)
        fetched=$((fetched + 1))
        [ ! -t 2 ] || progress "$done" "$of" "Building habu" "fetching libraries ($fetched files)"
        ;;
      *"maven's exit code: "*) # Maven may leave an escape sequence before it
        status=${line##* }
        [ "$status" -ne 0 ] || progress "$of" "$of" "Building habu" "done"
        return "$status"
        ;;
    esac
  done
  return 1
}

# One build of a clone at a time: another launcher's is waited for.
lock_build() {
  lock=$jars/habu-build.lock
  mkdir -p "$jars" 2>/dev/null || return 0 # build_jars says why
  told=
  until mkdir "$lock" 2>/dev/null || [ ! -d "$lock" ]; do
    owner=$(cat "$lock/pid" 2>/dev/null || echo $$) # its owner may be about to write it
    if ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$lock"
      continue
    fi
    [ -n "$told" ] || echo "Another habu is building this clone; waiting for it ..." >&2
    told=yes
    sleep 1
  done
  { echo $$ >"$lock/pid"; } 2>/dev/null || :
  trap 'rm -rf "$lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

unlock_build() {
  rm -rf "$lock"
  trap - EXIT INT TERM
}

build_jars() {
  . "$here/.build/find-maven.sh"
  find_maven || exit 1
  if ! command -v npm >/dev/null 2>&1; then
    echo "habu needs npm to fetch Pyodide once and no 'npm' is on the PATH (Debian/Ubuntu: apt-get install npm; macOS: brew install node)." >&2
    exit 1
  fi
  log=$here/worker-server/target/habu-build.log
  if ! mkdir -p "${log%/*}" 2>/dev/null || ! true 2>/dev/null >"$log"; then
    echo "habu: cannot write to ${log%/*}, where the build belongs." >&2
    exit 1
  fi
  : >"$built.new" # before the build: what is edited while it runs is built again next time
  if ! {
    status=0
    "$here/mvnw" -B -Dquick -Dstyle.color=never -pl worker-server -am package </dev/null 2>&1 || status=$?
    echo "maven's exit code: $status"
  } | follow_maven "$log"; then
    [ ! -t 2 ] || printf '\n' >&2
    if grep -q -e 'Could not transfer' -e 'Unknown host' -e 'No route to host' "$log"; then
      echo "habu: the build could not fetch its libraries: is there a network? The whole output is in $log" >&2
    else
      grep -e '\[ERROR\]' "$log" | grep -v -e 'Help 1' | head -n 5 >&2
      echo "habu: the build failed; the whole output is in $log" >&2
    fi
    exit 1
  fi
  mv -f "$built.new" "$built"
}

# Compiles Pyodide unless the loader's cache has it, and remembers in $launch where it is.
prepare_python() {
  if ! { mkdir -p "$launch" && printf '%s\n' "$here" >"$launch/root"; } 2>/dev/null; then
    echo "habu: cannot write to the cache folder $cache (read-only or full?); set HABU_CACHE to another place." >&2
    exit 1
  fi
  # What an earlier build of this clone left is of no use any more.
  for old in "$cache"/launch/*/root; do
    if [ "$old" != "$launch/root" ] && IFS= read -r root <"$old" && [ "$root" = "$here" ]; then
      rm -rf "${old%/root}" || : # an AOT cache that is being made there may come in between
    fi
  done
  # shellcheck disable=SC2086 # options are words
  pyodide=$("$JAVA_HOME/bin/java" $jvm_flags ${HABU_JAVA_OPTS:-} -cp "$class_path" dev.habu.worker.Main prepare </dev/null) || exit $?
  # A full disk only means that the next start asks again.
  { printf '%s\n' "$pyodide" >"$launch/pyodide.new" && mv -f "$launch/pyodide.new" "$launch/pyodide"; } 2>/dev/null || :
}

# Makes the AOT cache in the background: a JVM serves one request of the hello worker to itself and writes what it
# loaded when it ends. The command that the user waits for neither waits for this nor hears of it; without a cache habu
# only starts slower. What failed once for these jars is not tried again.
make_aot_cache() {
  [ ! -f "$launch/aot.failed" ] || return 0
  if [ -f "$launch/aot.pid" ] && read -r pid <"$launch/aot.pid" && kill -0 "$pid" 2>/dev/null; then return 0; fi
  (
    (
      trap '' HUP INT
      new=$launch/habu.aot.new
      # shellcheck disable=SC2086
      if nice -n 19 "$JAVA_HOME/bin/java" $jvm_flags "-XX:AOTCacheOutput=$new" -cp "$class_path" \
        dev.habu.worker.Main train "$here/examples/hello" --port 0 --pyodide 314 && [ -s "$new" ]; then
        mv -f "$new" "$launch/habu.aot"
      else
        : >"$launch/aot.failed"
      fi
      rm -f "$new" "$new.config" "$launch/aot.pid"
    ) &
    echo $! >"$launch/aot.pid"
  ) </dev/null >/dev/null 2>&1 || :
}
