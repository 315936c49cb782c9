#!/usr/bin/env bash
# An organization's own connector, on a running engine.
#
#   SALLYPORT_URL         where the engine listens (default: http://127.0.0.1:8000)
#   SALLYPORT_CLIENT_ID   and SALLYPORT_CLIENT_SECRET (default: data/application.json)
set -euo pipefail

#region flow
# The engine takes the definition at once, on all its replicas; or it lists everything that is wrong.
npm run -s connectors -- push examples/own-connector/weather.json

# The same file again changes nothing. A changed one is the next version.
npm run -s connectors -- push examples/own-connector/weather.json
npm run -s connectors -- definitions
#endregion
