#!/bin/sh
# Makes container images of what this machine has: a base with Java, Redis, Kafka, and Forewarm's own. For places without
# a registry of images; elsewhere take the official ones. Needs docker, and for the base debootstrap (Debian) and root.
#   build.sh [base] [redis] [kafka] [app]     all of them without arguments
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd -P)
here=$root/deploy/containers
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$root/pom.xml" | head -n 1)
kafka_version=$(sed -n 's:.*<kafka.version>\(.*\)</kafka.version>.*:\1:p' "$root/pom.xml")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  printf '%s\n' "build.sh: $*" >&2
  exit 1
}

docker info >/dev/null 2>&1 || fail "no container engine answers (Debian: apt-get install docker.io, then start dockerd)"

# The classic builder: the image is there at once, and a base that is only here is found.
build() {
  DOCKER_BUILDKIT=0 docker build --network=host "$@" >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; fail "docker build failed"; }
}

base() {
  command -v debootstrap >/dev/null || fail "debootstrap is missing (Debian: apt-get install debootstrap)"
  debootstrap --variant=minbase --include=openjdk-17-jre-headless,ca-certificates bookworm "$work/root" >"$work/log" 2>&1 ||
    { tail -n 20 "$work/log" >&2; fail "debootstrap failed"; }
  rm -rf "$work"/root/usr/share/doc "$work"/root/usr/share/man "$work"/root/usr/share/locale
  find "$work"/root/var/cache/apt "$work"/root/var/lib/apt/lists "$work"/root/var/log -type f -delete
  tar -C "$work/root" -c . | docker import -c "ENV LANG=C.UTF-8" - forewarm/jre:17-local >/dev/null
  rm -rf "$work/root"
}

redis() {
  build -t redis:7-local - <"$here/redis.Dockerfile"
}

# Kafka from Maven's jars; its way to start is that of the official image.
kafka() {
  mkdir "$work/kafka"
  (cd "$root" && mvn -q -pl deploy/embedded -am -DskipTests -Dmdep.outputFile="$work/classpath" \
    package dependency:build-classpath -DincludeScope=runtime)
  mkdir "$work/kafka/libs"
  tr ':' '\n' <"$work/classpath" | grep '\.jar$' | grep -v embedded-redis | xargs -I{} cp {} "$work/kafka/libs/"
  find "$HOME/.m2/repository/ch/qos/logback" -name 'logback-c*.jar' | sort | tail -n 2 | xargs -I{} cp {} "$work/kafka/libs/"
  cp "$here/kafka-run" "$here/kafka-logback.xml" "$here/kafka.Dockerfile" "$work/kafka/"
  build -t "apache/kafka:$kafka_version-local" -f "$work/kafka/kafka.Dockerfile" "$work/kafka"
}

# Jib makes the image; then an archive of the classes that a start needs is added, which saves a third of it.
app() {
  (cd "$root" && mvn -q -P image -pl deploy/image -am -DskipTests -Dimage.name="forewarm/app:plain" package)
  mkdir "$work/app"
  chmod 777 "$work/app"
  train
  printf 'FROM forewarm/app:plain\nCOPY forewarm.jsa /app/forewarm.jsa\n' >"$work/app/Dockerfile"
  build -t "forewarm/app:$version" "$work/app"
}

# The app runs until it is ready, with Redis and Kafka on the loopback of one container.
train() {
  redis=$(docker run -d --rm --network=none redis:7-local)
  kafka=$(docker run -d --rm --network="container:$redis" "apache/kafka:$kafka_version-local")
  app=
  trap 'docker rm -f "$redis" "$kafka" $app >/dev/null 2>&1; rm -rf "$work"' EXIT
  app=$(docker run -d --network="container:$redis" -v "$work/app:/work" \
    -e JDK_JAVA_OPTIONS="-XX:ArchiveClassesAtExit=/work/forewarm.jsa" --entrypoint java forewarm/app:plain \
    $(classes) --set kafka.bootstrap.servers=127.0.0.1:9092 --set redis.url=redis://127.0.0.1:6379)
  tries=0
  until docker logs "$app" 2>&1 | grep -q ^READY; do
    tries=$((tries + 1))
    [ $tries -lt 120 ] || { docker logs --tail 20 "$app" >&2; docker logs --tail 20 "$kafka" >&2; fail "the app does not start"; }
    sleep 1
  done
  docker stop -t 60 "$app" >/dev/null
  docker rm -f "$app" "$redis" "$kafka" >/dev/null
  trap 'rm -rf "$work"' EXIT
  [ -s "$work/app/forewarm.jsa" ] || fail "the app has left no archive of its classes"
}

# The image's own command line without the archive that is not there yet.
classes() {
  docker inspect -f '{{range .Config.Entrypoint}}{{println .}}{{end}}' forewarm/app:plain | sed '1d; /^-X/d; /^$/d'
}

[ $# -gt 0 ] || set -- base redis kafka app
for part in "$@"; do
  case $part in
    base | redis | kafka | app) "$part" ;;
    *) fail "unknown part $part: base, redis, kafka or app" ;;
  esac
done
docker images --format '{{.Repository}}:{{.Tag}} {{.Size}}' | grep -E '^(forewarm/|redis:7-local|apache/kafka:.*-local)'
