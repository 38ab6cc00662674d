# Sourced by every script: puts Node >= 24 on PATH (the system's, else the locked one of scripts/toolchain) and stands in the project's root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
node_major() { node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }
if [ "$(node_major)" -lt 24 ]; then
  [ -d scripts/toolchain/node_modules ] || { echo 'Installing Node 24 for this project …' >&2; npm ci --prefix scripts/toolchain --ignore-scripts --no-fund --no-audit --loglevel=error >&2; }
  for dir in scripts/toolchain/node_modules/node-*/bin; do [ -d "$dir" ] && PATH="$PWD/$dir:$PATH"; done
  export PATH
fi
[ "$(node_major)" -ge 24 ] || { echo 'SEFOS needs Node 24 or later. Install it, or run npm ci in scripts/toolchain.' >&2; exit 1; }
# Installs only when the lockfile is newer than what is installed.
ensure_packages() {
  if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    echo 'Installing packages (the first time takes one to two minutes) …' >&2
    npm ci --no-fund --no-audit --loglevel=error >&2
    touch node_modules/.package-lock.json
  fi
}
