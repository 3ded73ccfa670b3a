#!/bin/bash
# build.sh [DEST]: builds a real kube-apiserver, kube-controller-manager and kube-scheduler (Kubernetes 1.20.2) from Debian bookworm's own
# source package, with Debian's Go 1.19. About 10 minutes on 2 cores; does nothing when DEST already holds the binaries.
set -euo pipefail
DEST=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/gantry/kubernetes-1.20.2}
complete() { [ -x "$DEST/kube-apiserver" ] && [ -x "$DEST/kube-controller-manager" ] && [ -x "$DEST/kube-scheduler" ]; }
complete && { echo "$DEST"; exit 0; }
# Two callers at once would build twice: the second waits and finds the binaries.
mkdir -p "$(dirname "$DEST")"
exec 9>"$DEST.lock"
flock 9
complete && { echo "$DEST"; exit 0; }
echo "building Kubernetes 1.20.2 from Debian's source package into $DEST (once per machine, about 10 minutes)" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends golang-go golang-github-modern-go-reflect2-dev etcd-server rsync jq make dpkg-dev patch openssl curl >&2
# Debian's kubernetes-client conflicts with a kubectl that is there already
command -v kubectl >/dev/null || apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends kubernetes-client >&2
WORK=$(mktemp -d); trap 'chmod -R u+w "$WORK"; rm -rf "$WORK"' EXIT
# a source list of our own, beside the machine's: the same mirror, source packages
mirror=$(apt-cache policy base-files | sed -n 's/^ *[0-9]* \(http[^ ]*\) bookworm\/main.*/\1/p' | head -1)
echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm main" > "$WORK/src.list"
mkdir -p "$WORK/lists/partial"
APT=(-o Dir::Etc::sourcelist="$WORK/src.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::Lists="$WORK/lists")
apt-get "${APT[@]}" update >&2
cd "$WORK" && apt-get "${APT[@]}" source --download-only kubernetes >&2
dpkg-source --no-check -x kubernetes_*.dsc tree >&2
cd tree
# written for Go 1.15: two fixes let Go 1.19 build a server that handles custom resources
rm -rf vendor/github.com/modern-go/reflect2
cp -r /usr/share/gocode/src/github.com/modern-go/reflect2 vendor/github.com/modern-go/reflect2
sed -i 's/if data == nil || reflect.DeepEqual(reflect.Zero(.*{/if data == nil {/' vendor/github.com/go-openapi/validate/type.go
export GO111MODULE=off GOFLAGS= CGO_ENABLED=0 GOPATH="$WORK/tree/.go" GOCACHE="$WORK/gocache" HOME="$WORK/home"
mkdir -p "$HOME" .go/src/k8s.io && ln -sfn ../../.. .go/src/k8s.io/kubernetes
make WHAT="cmd/kube-apiserver cmd/kube-controller-manager cmd/kube-scheduler" >&2
mkdir -p "$DEST"
for b in kube-apiserver kube-controller-manager kube-scheduler; do
  install -m 755 "$(find _output .go/bin -type f -name $b | head -1)" "$DEST/$b"
done
echo "$DEST"
