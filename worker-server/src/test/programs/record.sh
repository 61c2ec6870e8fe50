#!/bin/sh
# Records what CPython does with each program:  ./record.sh [PYTHON]
set -eu
cd "$(dirname "$0")"
here=$(pwd)
for program in *.py; do
  name=${program%.py}
  case $name in neighbour*) continue ;; esac
  set -- "${PYTHON:-python3}" "$program"
  if [ -e "$name.args" ]; then
    while IFS= read -r argument; do set -- "$@" "$argument"; done < "$name.args"
  fi
  input=/dev/null
  if [ -e "$name.in" ]; then input=$name.in; fi
  code=0
  "$@" < "$input" > "$name.out" 2> "$name.err" || code=$?
  sed -i "s|$here|{here}|g" "$name.err"
  if [ -s "$name.err" ]; then :; else rm "$name.err"; fi
  if [ $code -ne 0 ]; then echo $code > "$name.code"; fi
done
rm -rf __pycache__
