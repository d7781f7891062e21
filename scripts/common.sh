# Shared by the scripts in this folder; sourced by bash, not run.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

# prepare GROUP...: runs scripts/setup once per group, and again when scripts/setup itself has changed.
prepare() {
    local group missing=()
    mkdir -p "$root/build"
    for group in "$@"; do
        [[ "$root/build/.setup-$group" -nt "$root/scripts/setup" ]] || missing+=("$group")
    done
    ((${#missing[@]} == 0)) || "$root/scripts/setup" "${missing[@]}"
}

# Only one of these scripts builds in a folder at a time.
lock_build_folder() {
    mkdir -p "$root/build/$1"
    exec {build_lock}>"$root/build/$1/.lock"
    flock "$build_lock"
}

# Shows the last ninja status of what passes through on one line of the terminal; shows nothing elsewhere.
progress_line() {
    local line
    if [[ ! -t 2 ]]; then
        cat >/dev/null
        return
    fi
    while IFS= read -r line; do
        [[ "$line" == \[*/*\]* ]] && printf '\r\033[K%s: %s' "$1" "${line%%]*}]" >&2
    done
    printf '\r\033[K' >&2
}

# quietly NAME LOG COMMAND...: output goes to LOG; when the command fails, all but the steps done is shown.
quietly() {
    local name="$1" log="$2"
    shift 2
    if "$@" </dev/null 2>&1 | tee "$log" | progress_line "$name"; [[ "${PIPESTATUS[0]}" -ne 0 ]]; then
        grep -vE '^\[[0-9]+/[0-9]+\] ' "$log" >&2
        printf '%s failed; the text above is in %s\n' "$name" "$log" >&2
        return 1
    fi
}

# build PRESET "CONFIGURE-OPTIONS" [TARGET...]: without targets, everything.
build() {
    local preset="$1" options="$2" folder="$root/build/$1" settings
    shift 2
    lock_build_folder "$preset"
    settings="$folder/.configured-with"
    if [[ ! -f "$folder/build.ninja" || "$root/CMakePresets.json" -nt "$folder/build.ninja" ||
        ("$options" != "" && "$(cat "$settings" 2>/dev/null)" != "$options") ]]; then
        # shellcheck disable=SC2086  # the options are words
        (cd "$root" && quietly "configuring $preset" "$folder/configure.log" cmake --preset "$preset" $options) || return 1
        printf '%s\n' "$options" >"$settings"
    fi
    quietly "building $preset" "$folder/build.log" ninja -C "$folder" -j "$(nproc)" "$@" || return 1
    exec {build_lock}>&-
}
