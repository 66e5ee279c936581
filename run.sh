#!/usr/bin/env bash
# Executable documentation of the development workflow; CI runs the same words.
#   ./run.sh demo | run | search 央行 | ...   any `ledebot` command
#   ./run.sh test [pytest args]   the whole test suite
#   ./run.sh check                what CI runs: ruff, mypy, import-linter, tests
#   ./run.sh bench NAME [args]    one of benchmarks/
#   ./run.sh lock                 renew the hash-pinned requirement files
set -euo pipefail
cd "$(dirname "$0")"

fail() { printf 'run.sh: %s\n' "$1" >&2; exit 2; }

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$candidate"; return; }
    done
    fail "Python 3.11 or newer is needed: install python3 (Debian and Ubuntu: apt install python3 python3-venv; macOS: brew install python)"
}

# install FILE: make .venv hold FILE's pinned packages and the project; a stamp makes the next start instant.
install() {
    local lock=$1 stamp=.venv/.installed-$1
    local want; want=$(cat "$lock" pyproject.toml | cksum)
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ] && return
    if [ ! -x .venv/bin/python ]; then
        local python; python=$(find_python)
        "$python" -m venv .venv || { rm -rf .venv; fail "the venv module is missing: apt install python3-venv"; }
    fi
    echo "run.sh: installing $lock (once)" >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    echo "$want" > "$stamp"
}

case "${1:-help}" in
    test)
        shift; install requirements-dev.lock
        exec .venv/bin/python -m pytest "$@" ;;
    check)
        install requirements-dev.lock
        .venv/bin/ruff check .
        .venv/bin/ruff format --check .
        .venv/bin/mypy
        .venv/bin/lint-imports
        exec .venv/bin/python -m pytest ;;
    bench)
        [ $# -ge 2 ] || fail "which benchmark? one of: $(cd benchmarks && ls ./*.py | sed 's|^./||; s|\.py$||; /^_/d' | tr '\n' ' ')"
        name=$2; shift 2; install requirements-dev.lock
        [ -f "benchmarks/$name.py" ] || fail "no benchmarks/$name.py"
        exec .venv/bin/python -m "benchmarks.$name" "$@" ;;
    lock)
        install requirements-dev.lock
        for group in "" "--group dev"; do
            # shellcheck disable=SC2086  # the group is two words on purpose
            .venv/bin/uv pip compile pyproject.toml $group --extra build --universal --python-version 3.11 \
                --generate-hashes --no-emit-index-url --no-header --quiet --upgrade \
                -o "requirements${group:+-dev}.lock"
        done ;;
    *)
        install requirements.lock
        exec .venv/bin/ledebot "$@" ;;
esac
