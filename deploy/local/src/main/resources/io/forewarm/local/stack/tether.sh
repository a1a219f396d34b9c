# tether.sh COMMAND [ARGUMENT]... : becomes COMMAND, which ends when its starter ends, however.
# The starter holds the other end of stdin. A copy of this shell waits for its end, asks COMMAND
# to end by SIGTERM, and after 20 s ends it by SIGKILL.
exec 3<&0
{
  cat <&3
  kill -TERM $$ || exit 0
  tries=0
  while [ $tries -lt 100 ]; do
    sleep 0.2
    kill -0 $$ || exit 0
    tries=$((tries + 1))
  done
  kill -KILL $$
} >/dev/null 2>&1 &
exec "$@" </dev/null 3<&-
