#!/bin/sh
# Installs what a bare Debian, Ubuntu, Fedora or Arch lacks to build and run Langsheng; with --test also what the tests use.
# Asks for nothing, and does nothing when everything is there. macOS and Windows need only Rust.
set -eu

rust_wanted=1.95

# What is looked for, and the package that has it (- where the distribution has none). What is looked for may be a command,
# a shared library, a file, x.pc (for pkg-config), font:LANGUAGE, alsa:PLUGIN or python:MODULE; a ? behind it: good to have.
#
# The window opens its libraries at run time, so the build does not notice when one is missing.
to_run='
cc                       gcc                   gcc                   gcc
/usr/include/stdio.h     libc6-dev             glibc-devel           glibc
make                     make                  make                  make
pkg-config               pkg-config            pkgconf-pkg-config    pkgconf
alsa.pc                  libasound2-dev        alsa-lib-devel        alsa-lib
libGL.so.1               libgl1                libglvnd-glx          libglvnd
libEGL.so.1              libegl1               libglvnd-egl          libglvnd
libEGL_mesa.so.0?        libgl1-mesa-dri       mesa-libEGL           mesa
libxkbcommon-x11.so.0    libxkbcommon-x11-0    libxkbcommon-x11      libxkbcommon-x11
libXcursor.so.1          libxcursor1           libXcursor            libxcursor
libXi.so.6               libxi6                libXi                 libxi
libXrandr.so.2           libxrandr2            libXrandr             libxrandr
libX11-xcb.so.1          libx11-xcb1           libX11-xcb            libx11
espeak-ng?               espeak-ng             espeak-ng             espeak-ng
'
to_test='
Xvfb                     xvfb                  xorg-x11-server-Xvfb  xorg-server-xvfb
xdotool                  xdotool               xdotool               xdotool
scrot                    scrot                 scrot                 scrot
xclip                    xclip                 xclip                 xclip
openbox                  openbox               openbox               openbox
dbus-daemon              dbus                  dbus-daemon           dbus
dbus-send                dbus                  dbus-tools            dbus
pulseaudio               pulseaudio            pulseaudio            pulseaudio
parec                    pulseaudio-utils      pulseaudio-utils      libpulse
alsa:pulse               libasound2-plugins    alsa-plugins-pulseaudio  alsa-plugins
font:zh                  fonts-noto-cjk        google-noto-sans-cjk-fonts  noto-fonts-cjk
font:und-zsye            fonts-noto-color-emoji  google-noto-color-emoji-fonts  noto-fonts-emoji
fc-list                  fontconfig            fontconfig            fontconfig
espeak-ng                espeak-ng             espeak-ng             espeak-ng
pocketsphinx_continuous  pocketsphinx          pocketsphinx          -
/usr/share/pocketsphinx/model/en-us  pocketsphinx-en-us  pocketsphinx-models  -
ffmpeg                   ffmpeg                ffmpeg-free           ffmpeg
sox                      sox                   sox                   sox
python3                  python3               python3               python
python:ensurepip         python3-venv          python3-libs          python
node                     nodejs                nodejs                nodejs
npm                      npm                   nodejs-npm            npm
'

say() { printf 'setup: %s\n' "$*"; }

have() {
    case $1 in
        /*) [ -e "$1" ] ;;
        *.pc) pkg-config --exists "${1%.pc}" 2>/dev/null ;;
        *.so.*) printf '%s\n' "$libraries" | grep -qF "$1 " ;;
        font:*) fc-list ":lang=${1#font:}" 2>/dev/null | grep -q . ;;
        alsa:*) ls /usr/lib*/alsa-lib/*_pcm_"${1#alsa:}".so /usr/lib/*/alsa-lib/*_pcm_"${1#alsa:}".so 2>/dev/null | grep -q . ;;
        python:*) python3 -c "import ${1#python:}" >/dev/null 2>&1 ;;
        *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

# Prints the lines of the table whose first word is not there.
missing() {
    libraries=$( (PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null || true) | sed 's/(/ (/')
    printf '%s\n' "$wanted" | while read -r what packages; do
        [ -z "$what" ] || have "${what%\?}" || printf '%s %s\n' "$what" "$packages"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Nothing that is installed is removed: on a desktop that is worse than a test that cannot run.
install_packages() {
    case $manager in
        apt-get)
            as_root apt-get update -q
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends --no-remove "$@"
            ;;
        dnf) as_root dnf install -q -y --setopt=install_weak_deps=False "$@" ;;
        pacman) as_root pacman -S --needed --noconfirm "$@" ;;
    esac
}

set_up_linux() {
    wanted=$to_run
    if [ "$with_tests" = yes ]; then wanted=$to_run$to_test; fi
    lacking=$(missing)
    if [ -z "$lacking" ]; then return 0; fi

    column=0
    for manager in apt-get dnf pacman; do
        column=$((column + 1))
        if command -v "$manager" >/dev/null 2>&1; then break; fi
        manager=
    done
    if [ -z "$manager" ]; then
        say "this system has neither apt-get nor dnf nor pacman. Please install what has these:" >&2
        printf '%s\n' "$lacking" | sed 's/[? ].*//; s/^/  /' >&2
        return 1
    fi

    packages=$(printf '%s\n' "$lacking" | awk -v n=$((column + 1)) '$n != "-" && !seen[$n]++ { print $n }')
    if [ -n "$packages" ]; then
        if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null 2>&1; then
            say "these packages are missing, and there is no sudo to install them; as root, run:" >&2
            echo "  sh $0${with_tests_flag}" >&2
            printf '%s\n' "$packages" | sed 's/^/  /' >&2
            return 1
        fi
        say "installing" $packages
        # One package that the system does not know, or that collides with another, must not cost the others.
        if ! install_packages $packages; then
            say "together they could not be installed; one by one:"
            for package in $packages; do install_packages "$package" || true; done
        fi
    fi

    lacking=$(missing)
    if [ -z "$lacking" ]; then return 0; fi
    say "still missing (? is only good to have):" >&2
    printf '%s\n' "$lacking" | awk '{ print "  " $1 }' >&2
    ! printf '%s\n' "$lacking" | awk '{ print $1 }' | grep -qv '?$'
}

check_rust() {
    if ! command -v cargo >/dev/null 2>&1; then
        if [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
            say "Rust is installed, but not on the PATH. Run:  . \"${CARGO_HOME:-$HOME/.cargo}/env\"" >&2
        else
            say "Rust is missing. Install it with rustup, as https://rustup.rs tells, then open a new terminal." >&2
        fi
        return 1
    fi
    found=$(rustc --version | cut -d' ' -f2)
    if ! awk -v found="$found" -v wanted="$rust_wanted" 'BEGIN {
        split(found, f, "."); split(wanted, w, ".")
        exit !(f[1] > w[1] || (f[1] == w[1] && f[2] + 0 >= w[2] + 0))
    }'; then
        say "Rust $found is too old; $rust_wanted or newer is needed. Run:  rustup update stable" >&2
        return 1
    fi
}

with_tests=no
with_tests_flag=
case ${1-} in
    '') ;;
    --test) with_tests=yes with_tests_flag=' --test' ;;
    *)
        echo "usage: sh setup.sh [--test]" >&2
        exit 2
        ;;
esac

# Both parts are done even when the first one fails, so that one run tells everything. As conditions they run without
# `set -e`; each returns what it found.
result=0
if [ "$(uname -s)" = Linux ]; then
    if ! set_up_linux; then result=1; fi
elif [ "$(uname -s)" = Darwin ] && ! xcode-select -p >/dev/null 2>&1; then
    say "the C compiler is missing. Run:  xcode-select --install" >&2
    result=1
fi
if ! check_rust; then result=1; fi
if [ "$result" = 0 ]; then say "everything is there"; fi
exit "$result"
