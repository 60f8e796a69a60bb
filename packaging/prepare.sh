#!/bin/sh
# Gets a machine ready for Retention Journal. The Makefile calls it; by hand it is seldom needed.
#
#   prepare.sh venv FOLDER [PYTHON]   make a virtual environment with a Python that fits
#   prepare.sh qt VENV                see that Qt finds its system libraries; install those it misses
#   prepare.sh tools                  see that Xvfb, poppler, cc and strace are there, which only the tests need
#   prepare.sh other-pythons VENV     list the Pythons beside the one in VENV, newest first
#
# It says what it installs before it does so, and it installs nothing without apt.
set -eu

NEEDED="Retention Journal needs Python 3.11, 3.12 or 3.13"

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# Run apt-get as root, refreshing its lists first.
# Args: what the packages are for, then the packages.
install_packages() {
    reason=$1
    shift
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || stop "$reason: please install $* as root, then try again (there is no sudo here)."
        as_root=sudo
    fi
    say "$reason. Installing with apt${as_root:+ (sudo may ask for your password)}: $*"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 ||
        say "apt-get could not refresh its lists; going on with the ones it has."
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 "$@" >&2 ||
        stop "apt-get could not install $*; see its own words above."
}

has_apt() { command -v apt-get >/dev/null; }

fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1
}

version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }

# Print a Python that fits: the one asked for, else python3, else a newer or older one beside it.
choose_python() {
    if [ -n "$1" ]; then
        command -v "$1" >/dev/null || stop "$NEEDED; there is no \"$1\" here."
        fits "$1" || stop "$NEEDED; \"$1\" is Python $(version_of "$1")."
        command -v "$1"
        return
    fi
    for candidate in python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && fits "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    if command -v python3 >/dev/null; then
        stop "$NEEDED; python3 is Python $(version_of python3). Name another with: make run PYTHON=/path/to/python3.12"
    fi
    stop "$NEEDED; there is no python3 here. On Debian or Ubuntu: apt install python3"
}

make_venv() {
    folder=$1
    if [ -x "$folder/bin/python" ] && fits "$folder/bin/python" && "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
        return
    fi
    python=$(choose_python "${2:-}") || exit 1
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        package="python$(version_of "$python")-venv"
        has_apt || stop "$python cannot make virtual environments: its module ensurepip is missing. Install it, then try again."
        install_packages "$python cannot make virtual environments yet" "$package"
    fi
    say "Making $folder with Python $(version_of "$python")"
    if [ -e "$folder" ] && [ ! -e "$folder/pyvenv.cfg" ]; then
        stop "$folder is not a virtual environment; please move it out of the way."
    fi
    rm -rf "$folder"
    "$python" -m venv "$folder" || stop "$python could not make $folder; see its own words above."
}

# Which Debian or Ubuntu package brings a library that Qt may miss.
package_of() {
    case $1 in
    libEGL.so.*) echo libegl1 ;;
    libGL.so.*) echo libgl1 ;;
    libGLX.so.*) echo libglx0 ;;
    libOpenGL.so.*) echo libopengl0 ;;
    libGLESv2.so.*) echo libgles2 ;;
    libglib-2.0.so.* | libgthread-2.0.so.* | libgobject-2.0.so.* | libgio-2.0.so.*) echo libglib2.0-0 ;;
    libdbus-1.so.*) echo libdbus-1-3 ;;
    libfontconfig.so.*) echo libfontconfig1 ;;
    libfreetype.so.*) echo libfreetype6 ;;
    libz.so.*) echo zlib1g ;;
    libzstd.so.*) echo libzstd1 ;;
    libxkbcommon.so.*) echo libxkbcommon0 ;;
    libxkbcommon-x11.so.*) echo libxkbcommon-x11-0 ;;
    libX11.so.*) echo libx11-6 ;;
    libX11-xcb.so.*) echo libx11-xcb1 ;;
    libXext.so.*) echo libxext6 ;;
    libICE.so.*) echo libice6 ;;
    libSM.so.*) echo libsm6 ;;
    libxcb.so.*) echo libxcb1 ;;
    libxcb-cursor.so.*) echo libxcb-cursor0 ;;
    libxcb-glx.so.*) echo libxcb-glx0 ;;
    libxcb-icccm.so.*) echo libxcb-icccm4 ;;
    libxcb-image.so.*) echo libxcb-image0 ;;
    libxcb-keysyms.so.*) echo libxcb-keysyms1 ;;
    libxcb-randr.so.*) echo libxcb-randr0 ;;
    libxcb-render.so.*) echo libxcb-render0 ;;
    libxcb-render-util.so.*) echo libxcb-render-util0 ;;
    libxcb-shape.so.*) echo libxcb-shape0 ;;
    libxcb-shm.so.*) echo libxcb-shm0 ;;
    libxcb-sync.so.*) echo libxcb-sync1 ;;
    libxcb-util.so.*) echo libxcb-util1 ;;
    libxcb-xfixes.so.*) echo libxcb-xfixes0 ;;
    libxcb-xinerama.so.*) echo libxcb-xinerama0 ;;
    libxcb-xkb.so.*) echo libxcb-xkb1 ;;
    libwayland-client.so.*) echo libwayland-client0 ;;
    libwayland-cursor.so.*) echo libwayland-cursor0 ;;
    libwayland-egl.so.*) echo libwayland-egl1 ;;
    esac
}

# Print the names of the system libraries that parts of Qt ask for and do not get.
# Args: the virtual environment, then the parts (under the PySide6 folder).
missing_libraries() {
    qt=$("$1/bin/python" -c 'import pathlib, PySide6; print(pathlib.Path(PySide6.__file__).parent)')
    shift
    for part in "$@"; do
        for library in "$qt"/$part; do
            [ ! -e "$library" ] || ldd "$library" 2>/dev/null
        done
    done | sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u
}

NEEDED_PARTS="QtWidgets.abi3.so QtSvg.abi3.so Qt/plugins/platforms/libqxcb.so"
# Without these the window still opens, through XWayland or without OpenGL.
WELCOME_PARTS="Qt/plugins/platforms/libqwayland*.so Qt/plugins/xcbglintegrations/*.so"

widgets_load() { "$1/bin/python" -c 'import PySide6.QtWidgets, PySide6.QtSvg' >/dev/null 2>&1; }

check_qt() {
    venv=$1
    if [ "$(uname -s)" != Linux ] || ! command -v ldd >/dev/null; then
        "$venv/bin/python" -c 'import PySide6.QtWidgets'
        return
    fi
    # shellcheck disable=SC2086 # a list of parts is meant
    missing=$(missing_libraries "$venv" $NEEDED_PARTS $WELCOME_PARTS)
    if [ -n "$missing" ] && has_apt; then
        packages=$(for library in $missing; do package_of "$library"; done | sort -u)
        if [ -n "$packages" ]; then
            # shellcheck disable=SC2086 # one argument a package is meant
            install_packages "Qt, which draws the window, misses $(printf '%s\n' "$missing" | wc -l) system libraries" $packages
        fi
    fi
    # shellcheck disable=SC2086 # a list of parts is meant
    missing=$(missing_libraries "$venv" $NEEDED_PARTS)
    if [ -n "$missing" ]; then
        stop "Qt, which draws the window, misses these system libraries. Please install them, then try again:
$missing"
    fi
    widgets_load "$venv" || {
        "$venv/bin/python" -c 'import PySide6.QtWidgets, PySide6.QtSvg' || true
        stop "Qt, which draws the window, does not start here; its own words stand above."
    }
}

check_tools() {
    packages=
    command -v Xvfb >/dev/null && command -v xvfb-run >/dev/null || packages="$packages xvfb xauth"
    command -v pdftotext >/dev/null || packages="$packages poppler-utils"
    command -v cc >/dev/null || packages="$packages gcc libc6-dev"
    command -v strace >/dev/null || packages="$packages strace"
    [ -n "$packages" ] || return 0
    if has_apt; then
        # shellcheck disable=SC2086 # one argument a package is meant
        install_packages "The tests draw on a screen of their own, read PDFs with a second reader, watch the program and disturb it" $packages
    else
        say "Not found here:$packages. Screenshots and a few tests need them and are left out."
    fi
}

other_pythons() {
    own=$(version_of "$1/bin/python")
    for version in 3.13 3.12 3.11; do
        [ "$version" != "$own" ] || continue
        for candidate in "$(command -v "python$version" || true)" \
            "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version".*/bin/"python$version"; do
            if [ -x "$candidate" ] && [ "$(version_of "$candidate")" = "$version" ] &&
                "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
                printf '%s\n' "$candidate"
                break
            fi
        done
    done
}

case ${1:-} in
venv) make_venv "$2" "${3:-}" ;;
qt) check_qt "$2" ;;
tools) check_tools ;;
other-pythons) other_pythons "$2" ;;
*) stop "usage: prepare.sh venv FOLDER [PYTHON] | qt VENV | tools | other-pythons VENV" ;;
esac
