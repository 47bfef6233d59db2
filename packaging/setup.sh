# Sourced by run.sh and test.sh: makes sure that what the program needs is on this machine.
#
# What was made is remembered in a stamp inside the environment, written last: an interrupted
# set-up is simply done again, and a finished one costs the next start a glance at that stamp.
# Everything said here goes to standard error, so that a command's own output stays clean.

root=$(cd -- "$here/.." && pwd -P)
locks=$root/packaging/requirements
venv=$root/.venv
wanted_python=

say() { printf '%s\n' "$*" >&2; }

# --- what is remembered -----------------------------------------------------------------------

stamp() {  # what the environment for a lock was made from
  printf '%s\n%s\n%s\n' "$root" "$1" "$(<"$locks/$2.txt")"
}

ready() {  # ready LOCK: true when the environment stands as the lock says; starts no process
  local made=$venv/.made-from-$1 interpreter
  [[ -f $made && -x $venv/bin/python ]] || return 1
  { read -r; read -r interpreter; } <"$made"
  [[ $venv/bin/python -ef $interpreter && $(<"$made") == "$(stamp "$interpreter" "$1")" ]]
}

remember() {  # whole or not at all
  stamp "$python" "$1" >"$venv/.made-from-$1.new" && mv "$venv/.made-from-$1.new" "$venv/.made-from-$1"
}

# --- Debian's packages ------------------------------------------------------------------------

may_install() {  # true when packages of the system can be installed
  command -v apt-get >/dev/null || return 1
  ((EUID == 0)) || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; }
}

as_root() { if ((EUID == 0)); then "$@"; else sudo "$@"; fi; }

first_known() {  # the first of these package names that can be had here
  local name
  for name in "$@"; do
    if apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [^(]'; then
      printf '%s\n' "$name"
      return
    fi
  done
  printf '%s\n' "${@: -1}"
}

missing_libraries() {  # the libraries of the window that are not here: the lines of their packages
  local known line soname
  known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || return 0
  while read -r line; do
    [[ $line && $line != \#* ]] || continue
    soname=${line%% *}
    [[ $known == *"$soname ("* ]] || printf '%s\n' "${line#* }"
  done <"$root/packaging/libraries.txt"
}

update_lists() {  # fetch the lists of packages, once
  [[ ${lists_updated:-} ]] && return
  say 'Fetching the lists of system packages (some 10 to 40 MB) …'
  as_root apt-get -qq -o Acquire::Retries=3 update >&2
  lists_updated=yes
}

install_packages() {  # install_packages NAME...: false when they could not be had
  local bytes
  may_install || return 1
  bytes=$(apt-get --print-uris -qq --no-install-recommends install "$@" 2>/dev/null |
    awk '{ sum += $3 } END { printf "%d", sum / 1048576 + 1 }')
  say "Installing $# system packages and what they need, $bytes MB to download:"
  say "  $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 \
    --yes --no-install-recommends install "$@" >&2
}

system_packages() {  # all that is missing of the system, at once; says what could not be had
  local -a lines=() names=()
  local line
  if ! python=$(find_python); then
    [[ $wanted_python ]] || lines=('python3' 'python3-venv')
  elif ! has_venv; then
    lines=("$(venv_package) python3-venv")
  fi
  mapfile -t -O "${#lines[@]}" lines < <(missing_libraries)
  rm -f "$venv/.window-lacks"
  ((${#lines[@]})) || return 0
  if may_install; then update_lists || true; fi
  for line in "${lines[@]}"; do
    # shellcheck disable=SC2086  # the alternatives of one line are words
    names+=("$(first_known $line)")
  done
  mapfile -t names < <(printf '%s\n' "${names[@]}" | sort -u)
  install_packages "${names[@]}" && return
  printf '%s\n' "${names[@]}" >"$venv/.window-lacks"
  say 'These system packages are missing and could not be installed (that takes root or sudo, and a network):'
  say "  ${names[*]}"
  say "The window needs them; the command line needs only those of them that begin with python."
}

# --- Python -----------------------------------------------------------------------------------

serves() {  # true when the command is a Python that the program runs on
  "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {  # the first Python that serves, by its real path
  local name
  # shellcheck disable=SC2086  # one wanted, or the usual ones
  for name in ${wanted_python:-python3 python3.13 python3.12 python3.11 python3.14}; do
    if serves "$name"; then
      "$name" -c 'import os, sys; print(os.path.realpath(sys.executable))'
      return
    fi
  done
  return 1
}

has_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

venv_package() {  # Debian keeps ensurepip apart from Python
  "$python" -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))'
}

some_python() {  # sets `python` to one that can make environments
  if ! python=$(find_python); then
    say "No Python 3.11 or newer was found${wanted_python:+ under the name $wanted_python}."
    say 'Install one (on Debian 12 and Ubuntu 24.04: python3 and python3-venv), then try again.'
    return 1
  fi
  has_venv && return
  say "Python's module venv is missing: install $(venv_package), then try again."
  return 1
}

# Qt's wheels ask for a C library of a certain age; on an older one the terminal still serves.
without_window() {
  local least=34 have
  [[ $(uname -m) == aarch64 ]] && least=39
  have=$(getconf GNU_LIBC_VERSION 2>/dev/null) || return 0
  ((${have##*.} < least))
}

lock_for_here() {  # the lock, less Qt where its wheels cannot run
  if without_window; then
    say 'This system is too old for the window; the command line is set up alone.'
    awk '/^[a-zA-Z]/ { keep = $0 !~ /^(pyside6|shiboken6|pytest-qt)/ } keep || /^#/' "$locks/$1.txt"
  else
    cat "$locks/$1.txt"
  fi
}

fill_environment() {  # fill_environment LOCK: the packages of a lock, each checked by its hash
  local size
  size=$(sed -n 's/^# download: //p;q' "$locks/$1.txt")
  say "Installing Python packages: up to $size to download, kept by their hashes …"
  "$venv/bin/python" -m pip --disable-pip-version-check install --require-hashes --no-deps \
    --only-binary :all: --retries 5 --timeout 60 --requirement <(lock_for_here "$1") >&2
}

make_environment() {  # make_environment LOCK
  if ! [[ $(compgen -G "$venv/.made-from-*[a-z]") && $venv/bin/python -ef $python ]]; then
    say "Making a Python environment in $venv …"
    find "$venv" -mindepth 1 -maxdepth 1 ! -name .lock ! -name .window-lacks \
      -exec rm -rf {} +
    "$python" -m venv "$venv" >&2
    # The package is found where it lies, with an isolated interpreter too.
    printf '%s\n' "$root" >"$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/pocplanner.pth"
  fi
  [[ $1 != run ]] || rm -f "$venv/.made-from-run"
  fill_environment "$1" || {
    say 'The packages could not all be installed; run the same command again, it goes on from here.'
    return 1
  }
}

window_libraries() {  # what could not be had at the set-up is asked for again before a window opens
  [[ ! -e $venv/.window-lacks ]] || system_packages
}

# --- the door ---------------------------------------------------------------------------------

set_up() {  # set_up LOCK: returns with everything in place, or says what is missing
  ready "$1" && return
  mkdir -p "$venv" 2>/dev/null && [[ -w $venv ]] || { say "$venv cannot be written."; return 1; }
  (
    exec 9>"$venv/.lock"
    flock --nonblock 9 || { say 'Another set-up is running; waiting for it …'; flock 9; }
    ready "$1" && exit
    say 'First start: setting up. Later starts need neither this nor a network.'
    system_packages
    some_python && make_environment "$1" || exit 1
    # The lock of the tests holds all of the other, in the same versions.
    remember run && { [[ $1 == run ]] || remember "$1"; } && say 'Set-up finished.'
  )
}
