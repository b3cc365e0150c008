#!/bin/sh
# Started by the Functions host, as host.json says.
cd "$(dirname "$0")" || exit 1
folder=$PWD

# A package that was made on Windows has no executable bits, and its folder may be read-only: run a copy of the launcher
# from a folder of links to everything else.
if [ ! -x QueueService ]; then
  folder=$(mktemp -d) || exit 1
  ln -s "$PWD"/* "$folder" || exit 1
  rm "$folder/QueueService" || exit 1
  cp QueueService "$folder" || exit 1
  chmod 755 "$folder/QueueService" || exit 1
fi

# The address is said outright, since the environment of the host may name the host's own.
exec "$folder/QueueService" --urls "http://127.0.0.1:${FUNCTIONS_CUSTOMHANDLER_PORT:?is set by the Functions host}"
