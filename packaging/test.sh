#!/usr/bin/env bash
# Runs every check and every test, after installing what is missing. Exits with 0 only if all of
# them passed; what pytest counted is the last line.
#   bash packaging/test.sh [--long] [--benchmarks] [--python PYTHON] [-- PYTEST_ARGUMENTS]
#     --long     also the long runs: more examples, more kills, more hostile files
#     --benchmarks   also the benchmarks, which print their figures
#     --python   this Python (python3.13, or a path), in an environment of its own
set -uo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
. "$here/setup.sh"

long=()
benchmarks=
while (($#)); do
  case $1 in
    --long) long=(--long) ;;
    --benchmarks) benchmarks=yes ;;
    --python)
      wanted_python=${2:?--python needs a name or a path}
      shift
      ;;
    --) shift; break ;;
    *)
      sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
      [[ $1 == -h || $1 == --help ]]
      exit
      ;;
  esac
  shift
done

if [[ $wanted_python ]]; then
  python=$(find_python) || { some_python; exit 3; }
  [[ $venv/bin/python -ef $python ]] ||
    venv=$root/.venv-$("$python" -c 'import sys; print("{}.{}".format(*sys.version_info))')
fi
set_up test || exit 3

cd -- "$root" || exit 3
windowless=()
if [[ $(missing_libraries) ]] || without_window; then
  echo 'The window cannot open on this machine; its tests are left out.'
  windowless=(-p no:pytest-qt --ignore tests/gui)
fi
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
bin=$venv/bin
failed=()

check() {  # check NAME COMMAND...: runs on after a failure, and remembers it
  printf '\n== %s\n' "$1"
  "${@:2}" || failed+=("$1")
}

check 'ruff check' "$bin/ruff" check --output-format concise .
check 'ruff format' "$bin/ruff" format --check --output-format concise .
check 'mypy' "$bin/mypy"
check 'floors' "$bin/lint-imports" --no-logo
if [[ $benchmarks ]]; then  # before the tests, so that each has the machine to itself
  for each in tests/benchmarks/bench_*.py; do
    check "${each##*/}" "$bin/python" "$each"
  done
fi

if ((${#failed[@]})); then
  printf '\n== failed before the tests: %s\n' "$(IFS=,; echo "${failed[*]}")"
else
  printf '\n== passed before the tests: ruff, mypy, floors\n'
fi
printf '== tests\n'
"$bin/python" -m pytest --numprocesses auto --maxprocesses 8 --dist loadgroup \
  --ignore tests/benchmarks "${windowless[@]}" "${long[@]}" "$@"
tests=$?
((tests == 0 && ${#failed[@]} == 0))
