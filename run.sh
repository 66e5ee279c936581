#!/usr/bin/env bash
# Executable documentation of the development workflow; CI runs the same words.
#   ./run.sh demo | run | search 央行 | ...   any `ledebot` command
#   ./run.sh test [pytest args]   the whole test suite, on all cores
#   ./run.sh test --quick [...]   the same without what is slow or needs a browser
#   ./run.sh check                what CI runs: ruff, mypy, import-linter, tests
#   ./run.sh bench NAME [args]    one of benchmarks/
#   ./run.sh lock                 pin by hash what pyproject.toml asks for anew; --upgrade renews every pin
set -euo pipefail
cd "$(dirname "$0")"

fail() { printf 'run.sh: %s\n' "$1" >&2; exit 2; }

# The base interpreter, never .venv's own: that one goes when the environment is made anew.
find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
        "$candidate" -c 'import sys
if sys.version_info < (3, 11): sys.exit(1)
print(sys._base_executable)' 2>/dev/null && return
    done
    fail "Python 3.11 or newer is needed: install python3 (Debian and Ubuntu: apt install python3 python3-venv; macOS: brew install python)"
}

# .venv/.place tells where .venv was made and with which Python. Whoever changes .venv removes it first and writes it
# last, so what was left half made is known by its lack, and what no longer fits by its words: both are made anew.
place() { printf '%s ' "$(pwd -P)"; .venv/bin/python -ISc 'import sys; print(*sys.version_info[:2])' 2>/dev/null; }
sound() { [ "$(cat .venv/.place 2>/dev/null)" = "$(place)" ]; }
checksum() { cat "$1" pyproject.toml | cksum; }
holds() { sound && [ "$(cat ".venv/.installed-$1" 2>/dev/null)" = "$(checksum "$1")" ]; }

# writable FOLDER: or say in one line why nothing can be made there.
writable() {
    [ -w "$1" ] && return
    local path owner; path=$(cd "$1" && pwd -P); owner=$(ls -ld "$path" | awk '{print $3}')
    [ -O "$1" ] || [ "$(id -u)" = 0 ] || fail "$path belongs to $owner: run this as $owner, or in a copy of your own"
    fail "$path is read-only: make it writable, or copy the project elsewhere"
}

# alone PYTHON: wait for any other run.sh that works on .venv. The lock is the kernel's, on this very file, and ends with
# the last process that holds it: nothing stale stays behind, and a pip that outlives its killed run.sh is waited for.
alone() {
    exec 9<run.sh
    "$1" -c '
import fcntl, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
try:
    fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("run.sh: waiting for another run.sh that is installing", file=sys.stderr)
    fcntl.flock(9, fcntl.LOCK_EX)
except OSError as error:
    print(f"run.sh: this file system has no locks ({error.strerror}): do not start it twice at once", file=sys.stderr)
'
}

# make PYTHON: a new and empty .venv. Its pyvenv.cfg, by which it is known as an environment, is there at every moment.
make() {
    "$1" -c 'import ensurepip' 2>/dev/null || fail "the venv module is missing: apt install python3-venv"
    mkdir -p .venv && touch .venv/pyvenv.cfg && rm -f .venv/.place
    find -H .venv -mindepth 1 ! -path .venv/pyvenv.cfg -delete 2>/dev/null || fail "cannot empty $(pwd -P)/.venv: remove it"
    "$1" -m venv .venv
}

# install FILE: make .venv hold FILE's pinned packages and the project; where it does already, this takes no time.
install() {
    local lock=$1 python
    holds "$lock" && return
    writable .
    if [ -e .venv ]; then
        [ -f .venv/pyvenv.cfg ] || [ -z "$(ls -A .venv 2>/dev/null)" ] ||
            fail "$(pwd -P)/.venv is no Python environment: move it away"
        writable .venv
    fi
    python=$(find_python)
    alone "$python"
    if ! holds "$lock"; then
        echo "run.sh: installing $lock (once)" >&2
        sound || make "$python"
        rm -f .venv/.place
        set -- .venv/bin/python -m pip install -qq --disable-pip-version-check # twice quiet: errors only
        { "$@" --require-hashes -r "$lock" && "$@" --no-deps --no-build-isolation -e .; } ||
            fail "$lock could not be installed, see above (is there a network?)"
        checksum "$lock" > ".venv/.installed-$lock"
        place > .venv/.place
    fi
    exec 9<&-
}

# On all cores, a server and folders to each worker; whoever is free takes over what another has not begun.
# Twice as many workers as cores, since much of the whole suite waits for servers; what is quick waits for nothing.
# Bytecode is kept, whatever the environment says: hundreds of processes would compile everything anew.
cores=$(getconf _NPROCESSORS_ONLN)
run_tests() {
    unset PYTHONDONTWRITEBYTECODE
    .venv/bin/python -m pytest --numprocesses "$1" --maxprocesses 8 --dist worksteal "${@:2}"
}

# again STATUS: as CPython's own test runner does, try what failed among all the others once more, alone. A fault fails
# again; what does not has shown a race, in the code or in the test, and is told. More than three are a fault at once.
again() {
    [ "$1" = 1 ] || exit "$1"
    .venv/bin/python -c 'import json, sys; sys.exit(len(json.load(open(".pytest_cache/v/cache/lastfailed"))) > 3)' || exit 1
    echo "run.sh: once more, alone, what failed" >&2
    .venv/bin/python -m pytest --last-failed || exit
    echo "run.sh: passed, but the tests that failed at first have a race: mend it" >&2
}

case "${1:-help}" in
    test)
        shift; install requirements-dev.lock
        [ "${1:-}" = --quick ] || { run_tests $((cores * 2)) "$@"; exit; }
        run_tests $((cores + 1)) -m "not slow" --ignore tests/browser --hypothesis-profile quick "${@:2}" ;;
    check)
        install requirements-dev.lock
        .venv/bin/ruff check .
        .venv/bin/ruff format --check .
        # Meanwhile, on another core: what every worker would compile for itself.
        (unset PYTHONDONTWRITEBYTECODE; .venv/bin/python -m pytest --collect-only || true) >/dev/null 2>&1 &
        .venv/bin/mypy
        .venv/bin/lint-imports
        wait
        run_tests $((cores * 2)) || again $? ;;
    bench)
        [ $# -ge 2 ] || fail "which benchmark? one of: $(cd benchmarks && ls ./*.py | sed 's|^./||; s|\.py$||; /^_/d' | tr '\n' ' ')"
        name=$2; shift 2; install requirements-dev.lock
        [ -f "benchmarks/$name.py" ] || fail "no benchmarks/$name.py"
        exec .venv/bin/python -m "benchmarks.$name" "$@" ;;
    lock)
        shift; install requirements-dev.lock
        for group in "" "--group dev"; do
            # shellcheck disable=SC2086  # the group is two words on purpose
            .venv/bin/uv pip compile pyproject.toml $group --extra build --universal --python-version 3.11 \
                --generate-hashes --no-emit-index-url --no-header --quiet "$@" \
                -o "requirements${group:+-dev}.lock"
        done ;;
    *)
        install requirements.lock
        exec .venv/bin/ledebot "$@" ;;
esac
