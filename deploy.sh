#!/usr/bin/env bash
# Brings this commit to a server without dropping a request:
#
#   ./deploy.sh USER@HOST [--folder FOLDER] [--copy | --push IMAGE] [--to TAG] [--check URL]
#               [--with-servers] [--dry-run]
#
#   --folder FOLDER   where the install lies on the server; /srv/smoothschedule unless named
#   --copy            send the image over SSH (this is what happens unless said otherwise)
#   --push IMAGE      push the image to a registry as IMAGE:TAG and let the server pull it
#   --to TAG          no new version: one that is on the server already
#   --check URL       this address must answer well at the end, or all goes back
#   --with-servers    replace PostgreSQL, PgBouncer and Redis too, where their definition changed;
#                     nobody is served meanwhile
#   --dry-run         print every command and run none
#
# It builds, sends, migrates, and replaces one process after the other. One that does not become
# healthy takes all that were replaced back to the version before. Migrations are not taken back:
# they fit the version before, too (docs/upgrade.md).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

quiet=(worker relay scheduler realtime)
web=(web-1 web-2)
stores=(postgres redis pgbouncer)
# Traefik asks each web server every 2 seconds, and gunicorn keeps connections for 5.
drain_seconds=${DRAIN_SECONDS:-8}
wait_seconds=180

host="" folder=/srv/smoothschedule image=smoothschedule registry="" tag="" check="" server_flag=--no-recreate
dry_run=false built=true

usage() { sed -n '2,/^set -e/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" | sed '$d'; }
say() { printf '==> %s\n' "$*"; }
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# run COMMAND…: runs it, or prints it.
run() {
    if $dry_run; then
        printf '%q ' "$@"
        printf '\n'
    else
        "$@"
    fi
}

# remote COMMAND: the shell command runs on the server. Standard input stays with us.
remote() {
    if $dry_run; then
        printf "ssh %s '%s'\n" "$host" "$1"
    else
        # shellcheck disable=SC2029 # it is meant to be put together here
        ssh -n "$host" "$1"
    fi
}

# compose RELEASE ARGUMENTS: docker compose on the server, with that release's files and image.
compose() {
    local release=$1
    shift
    remote "cd $folder && docker compose --project-directory . --file releases/$release/docker-compose.yml --env-file .env --env-file releases/$release/release.env $*"
}

parse() {
    while [ $# -gt 0 ]; do
        case $1 in
            --folder) folder=${2:?--folder needs a folder} && shift ;;
            --push) registry=${2:?--push needs an image} && shift ;;
            --copy) registry="" ;;
            --to) tag=${2:?--to needs a tag} built=false && shift ;;
            --check) check=${2:?--check needs an address} && shift ;;
            --with-servers) server_flag="" ;;
            --dry-run) dry_run=true ;;
            -h | --help) usage && exit 0 ;;
            -*) fail "there is no option $1; see --help." ;;
            *) [ -z "$host" ] || fail "one server at a time." && host=$1 ;;
        esac
        shift
    done
    [ -n "$host" ] || fail "name the server: ./deploy.sh USER@HOST"
    [[ $folder =~ ^/[A-Za-z0-9._/-]+$ ]] || fail "--folder must be a plain absolute path."
    image=${registry:-$image}
}

# What runs on the server now; nothing before the first time.
current_release() {
    if $dry_run; then
        echo CURRENT
    else
        remote "cat $folder/current 2>/dev/null || true"
    fi
}

build() {
    [ -z "$(git status --porcelain)" ] || $dry_run || fail "there are changes that are not committed."
    tag=$(git rev-parse --short=12 HEAD)
    # Files keep their modes in the image and on the server, where no process is root.
    local closed
    closed=$(find docker-compose.yml ops smoothschedule migrations frontend/src ! -perm -o=r -print -quit 2>/dev/null || true)
    [ -z "$closed" ] || fail "others cannot read $closed here, nor the processes then: chmod -R go+rX ."
    say "Building $image:$tag"
    run docker build --build-arg "REVISION=$tag" --tag "$image:$tag" .
    run docker build --target pgbouncer --tag "$image-pgbouncer:1" .
}

send_image() {
    say "Sending the image"
    if [ -n "$registry" ]; then
        run docker push "$image:$tag"
        run docker push "$image-pgbouncer:1"
        remote "docker pull $image:$tag && docker pull $image-pgbouncer:1"
    elif $dry_run; then
        echo "docker save $image:$tag $image-pgbouncer:1 | gzip | ssh $host 'gunzip | docker load'"
    else
        docker save "$image:$tag" "$image-pgbouncer:1" | gzip | ssh "$host" "gunzip | docker load"
    fi
}

send_files() {
    local release=$folder/releases/$tag
    say "Sending the files"
    if $dry_run; then
        echo "tar -c docker-compose.yml .env.example ops | ssh $host 'mkdir -p $release && tar -x -C $release'"
    else
        # shellcheck disable=SC2029 # the folder is ours to name
        tar -c docker-compose.yml .env.example ops | ssh "$host" "mkdir -p $release && tar -x -C $release"
    fi
    remote "printf 'IMAGE=%s\nIMAGE_TAG=%s\n' $image $tag >$release/release.env"
}

# activate RELEASE: its files of ops/ are those that containers mount; secrets it needs are there.
activate() {
    remote "cd $folder && cp -R releases/$1/ops . && bash ops/make-secrets secrets"
}

lock() {
    remote "mkdir -p $folder/releases && mkdir $folder/.deploying" ||
        fail "somebody else deploys to $host (if not: rmdir $folder/.deploying there)."
    trap 'remote "rmdir $folder/.deploying"' EXIT
}

# up RELEASE SERVICE…: they run in that release and are healthy.
up() {
    local release=$1
    shift
    compose "$release" "up --detach --no-deps --wait --wait-timeout $wait_seconds $*"
}

# roll RELEASE SERVICE: the service runs in that release; the proxy sends it nothing while it ends.
roll() {
    say "$2"
    case $2 in
        web-*)
            compose "$1" "exec -T $2 sh -c \"touch \\\$DRAIN_FILE\"" ||
                printf 'error: %s cannot be told to drain: requests may be cut.\n' "$2" >&2
            run sleep "$drain_seconds"
            ;;
    esac
    # Anew even where nothing changed: a web server that drains does so until it ends, and secrets
    # are read at the start.
    up "$1" --force-recreate "$2"
}

rolled=()
roll_all() {
    local service
    for service in "${quiet[@]}" "${web[@]}"; do
        rolled=("$service" ${rolled[@]+"${rolled[@]}"})
        roll "$tag" "$service" || return 1
    done
    compose "$tag" "up --detach --no-deps --force-recreate backup" || return 1
    # Starts again only where its own definition changed.
    up "$tag" traefik || return 1
    [ -z "$check" ] || run curl --fail --silent --show-error --output /dev/null --max-time 10 \
        --retry 5 --retry-all-errors "$check"
}

roll_back() {
    local service before=$1
    say "Going back to $before"
    activate "$before" || true
    for service in ${rolled[@]+"${rolled[@]}"}; do
        roll "$before" "$service" || printf 'error: %s is not healthy in %s either.\n' "$service" "$before" >&2
    done
    compose "$before" "up --detach --no-deps backup traefik" || true
    fail "$tag did not become healthy; $before serves. Its logs: ssh $host docker compose -p smoothschedule logs"
}

first_time() {
    say "Starting everything for the first time"
    compose "$tag" "up --detach --wait --wait-timeout $wait_seconds traefik ${web[*]} ${quiet[*]}" ||
        fail "it did not become healthy. Look at: ssh $host docker compose -p smoothschedule logs"
    compose "$tag" "up --detach backup"
}

replace() {
    local before=$1
    say "PostgreSQL, PgBouncer and Redis"
    compose "$tag" "up --detach --wait --wait-timeout $wait_seconds $server_flag ${stores[*]}"
    say "Migrating"
    compose "$tag" "run --rm --no-deps prepare"
    roll_all || roll_back "$before"
}

# finish RELEASE BEFORE: that is what runs; of older ones three are kept.
finish() {
    # What was deployed once more leads back to what was before it all the same.
    if [ "$1" != "$2" ]; then
        remote "cd $folder && printf '%s\n' '$2' >previous && printf '%s\n' '$1' >current"
    fi
    remote "cd $folder/releases && touch $1 && ls -1t | tail -n +5 | while read -r old; do docker image rm $image:\$old || true; rm -rf \"./\$old\"; done"
    say "$1 runs on $host."
}

main() {
    parse "$@"
    if $built; then
        build
    fi
    lock
    local before
    before=$(current_release)
    if $built; then
        send_image
        send_files
    else
        remote "test -f $folder/releases/$tag/release.env" || fail "there is no release $tag on $host."
    fi
    remote "test -s $folder/.env" ||
        fail "$folder/.env is missing on $host: fill in releases/$tag/.env.example, keep it there, run this again."
    activate "$tag"
    if [ -z "$before" ]; then
        first_time
    else
        replace "$before"
    fi
    finish "$tag" "$before"
}

main "$@"
