#!/usr/bin/env bash
# From a login to the record of a call, at a command line.
#
#   SALLYPORT_URL         where the engine listens
#   CLIENT_ID             of the application
#   CLIENT_SECRET_FILE    a file with its secret
#   GITHUB_TOKEN_FILE     a file with {"token": "ghp_..."}
set -euo pipefail

sallyport() { npm run -s sallyport -- "$@"; }

#region login
# Without the file of the secret it is asked for; it is never an argument.
sallyport login --url "$SALLYPORT_URL" --client-id "$CLIENT_ID" --client-secret-file "$CLIENT_SECRET_FILE"
sallyport workspaces create acme
sallyport workspaces use acme
#endregion

#region connect
# Without --credentials they are asked for; with --connect-page the owner of the account enters them on a page.
sallyport connectors create github --name code --credentials "@$GITHUB_TOKEN_FILE"
sallyport connectors describe code issues
#endregion

#region agent
# What an agent runs: the same, in JSON, and nothing but the fields that it needs.
sallyport connectors execute code issues list --json \
  --params '{"owner": "octokit-fixture-org", "repo": "paginate-issues", "limit": 2}' --select-fields number,title

# One object holds everything, from a file (@call.json) or a pipe (-).
echo '{"connector": "code", "entity": "issues", "action": "get",
       "params": {"owner": "octokit-fixture-org", "repo": "paginate-issues", "number": 13}}' |
  sallyport connectors execute --json - --fields result.title

# A failure is JSON too, and the exit code says of which kind it is.
sallyport connectors execute code issues lost --json || echo "exit code $?"
#endregion

#region tail
sallyport executions tail --connector code
#endregion
