#!/usr/bin/env bash
# Ends access, on a running engine.
#
#   BEFORE                a time: 2026-11-01T00:00:00Z
#   WORKSPACE_ID          of a customer who leaves
#   SALLYPORT_URL         where the engine listens (default: http://127.0.0.1:8000)
#   SALLYPORT_CLIENT_ID   and SALLYPORT_CLIENT_SECRET (default: data/application.json)
set -euo pipefail

#region flow
# Every GitHub connector that was made before that time, over all workspaces; first how many these are.
npm run -s sallyport -- revoke --connector github --before "$BEFORE" --dry-run
npm run -s sallyport -- revoke --connector github --before "$BEFORE"

# A customer: credentials, and then what was recorded.
npm run -s sallyport -- revoke --offboard "$WORKSPACE_ID"
#endregion
