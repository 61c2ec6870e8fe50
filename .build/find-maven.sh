# Sourced by mvnw and by the launcher's build. find_maven says so in one message and returns 1 if the Maven on the PATH
# is missing or older than 3.8.
find_maven() {
  if ! command -v mvn >/dev/null 2>&1; then
    echo "habu needs Maven 3.8 or newer to build and no 'mvn' is on the PATH (Debian/Ubuntu: apt-get install maven; macOS: brew install maven)." >&2
    return 1
  fi
  maven=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p')
  case $maven in
    [4-9].* | [1-9][0-9]*.* | 3.[89]* | 3.[1-9][0-9]*) return 0 ;;
  esac
  echo "habu needs Maven 3.8 or newer to build; the 'mvn' on the PATH ($(command -v mvn)) is ${maven:-of an unknown version}." >&2
  return 1
}
