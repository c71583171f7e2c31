#!/bin/sh
# Makes the virtual environment with the first Python 3.11 or later it finds.
# Refuses older ones. Debian ships venv's pip apart (python3.11-venv): installs that package
# when it may, otherwise says the command.
set -eu
target=$1

python=
for candidate in ${PYTHON:-} python3.11 python3 python3.12 python3.13 python3.14; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Safeconduct needs Python 3.11 or later, and found none." >&2
    echo "On Debian 12:  apt-get install python3 python3-venv" >&2
    exit 1
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        as_root="sudo -n"
    fi
    if command -v apt-get >/dev/null && { [ -z "$as_root" ] || sudo -n true 2>/dev/null; }; then
        echo "Installing $package, which this Python needs to make an environment ..."
        $as_root apt-get update -qq
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
    else
        echo "This Python cannot make an environment until Debian's $package is installed:" >&2
        echo "    sudo apt-get install $package" >&2
        exit 1
    fi
fi

"$python" -m venv --clear "$target"
