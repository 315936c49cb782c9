#!/usr/bin/env bash
# Credentials that a company already holds, into a running engine.
#
#   CUSTOMERS             a file with a line for each account
#   SALLYPORT_URL         where the engine listens (default: http://127.0.0.1:8000)
#   SALLYPORT_CLIENT_ID   and SALLYPORT_CLIENT_SECRET (default: data/application.json)
set -euo pipefail

#region flow
# Each line: {"workspace_name": "acme", "connector_type": "github", "credentials": {"token": "ghp_..."}}
# What is wrong with which line is in a report beside the file. Nothing is stored.
npm run -s connectors -- import-credentials "$CUSTOMERS" --dry-run

# Connects them. Run it again after whatever stopped it: what is in is left out.
npm run -s connectors -- import-credentials "$CUSTOMERS"
npm run -s connectors -- import-credentials "$CUSTOMERS"
#endregion
