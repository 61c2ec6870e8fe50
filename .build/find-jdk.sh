# Sourced by mvnw and habu. find_jdk sets and exports JAVA_HOME to a JDK 25 or newer: the caller's JAVA_HOME, then the
# usual JVM folders, then the java on the PATH. Prints one message and returns 1 if there is none.
jdk_release() { # DIR -> prints the feature release of the JDK in DIR, 0 if there is none
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    echo 0
  fi
}

find_jdk() {
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$candidate" ] && [ -d "$candidate" ] || continue
    release=$(jdk_release "$candidate")
    if [ "${release:-0}" -ge 25 ]; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  if command -v javac >/dev/null 2>&1; then
    candidate=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
    release=$(jdk_release "$candidate")
    if [ "${release:-0}" -ge 25 ]; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
    found=" (the javac on the PATH is release ${release:-unknown})"
  else
    found=""
  fi
  echo "habu needs a JDK 25 and found none in JAVA_HOME (${JAVA_HOME:-not set}) or the usual JVM folders$found." >&2
  echo "Get one: Debian/Ubuntu 'apt-get install temurin-25-jdk' or 'openjdk-25-jdk'; macOS 'brew install temurin@25'; or set JAVA_HOME." >&2
  return 1
}
