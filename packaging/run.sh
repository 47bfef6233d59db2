#!/usr/bin/env bash
# Runs pocplanner, after installing what is missing.
#   bash packaging/run.sh                the window on the example mission; without a display,
#                                        the example's strategy and scenario as PDF in output/
#   bash packaging/run.sh FILE.pocplan   the window on a mission of your own
#   bash packaging/run.sh COMMAND ...    the command line; --help lists the commands
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
. "$here/setup.sh"

set_up run || exit 3

program() {  # 3 means that it is done and something asks for a look
  "$venv/bin/python" -I -m pocplanner "$@" || (($? == 3))
}

if (($#)); then
  [[ $# -gt 1 || $1 != *.pocplan ]] || window_libraries
  exec "$venv/bin/python" -I -m pocplanner "$@"
fi

cd -- "$root"
mkdir -p output
example=output/example.pocplan
[[ -e $example ]] || program sample "$example"

if [[ ${DISPLAY:-} || ${WAYLAND_DISPLAY:-} ]]; then
  window_libraries
  exec "$venv/bin/python" -I -m pocplanner window "$example"
fi

echo 'There is no display here, so the example mission is drafted and exported instead of shown.'
for document in strategy scenario; do
  program draft "$example" --document "$document" | tail -n 1
  program export "$example" --document "$document" --audience mission --lang en \
    --out "output/$document.pdf"
done
echo "Written: output/strategy.pdf and output/scenario.pdf (in $root)."
echo 'On a screen, the same command opens the window on the example mission.'
