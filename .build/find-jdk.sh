# Sourced by mvnw and habu. find_jdk sets and exports JAVA_HOME to a JDK 25 or newer: the caller's JAVA_HOME, then the
# usual JVM folders, then the javac on the PATH. Prints one message and returns 1 if there is none. Starts no process
# unless it comes to the PATH: habu runs this every time.
jdk_release() { # DIR -> sets release to the feature release of the JDK in DIR, 0 if there is none
  release=0
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value#\"}
      release=${value%%[!0-9]*}
      return 0
    fi
  done <"$1/release"
}

find_jdk() {
  for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$jdk" ] || continue
    jdk_release "$jdk"
    if [ "$release" -ge 25 ]; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
  done
  jdk=
  if command -v javac >/dev/null 2>&1; then
    # Not readlink -f, which old macOS lacks: javac tells its home itself.
    jdk=$(javac -J-XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
  fi
  if [ -n "$jdk" ]; then
    jdk_release "$jdk"
    if [ "$release" -ge 25 ]; then
      JAVA_HOME=$jdk
      export JAVA_HOME
      return 0
    fi
    jdk=" (the javac on the PATH is release $release)"
  fi
  echo "habu needs a JDK 25 and found none in JAVA_HOME (${JAVA_HOME:-not set}) or the usual JVM folders$jdk." >&2
  echo "Get one: Debian/Ubuntu 'apt-get install temurin-25-jdk' or 'openjdk-25-jdk'; macOS 'brew install temurin@25'; or set JAVA_HOME." >&2
  return 1
}
