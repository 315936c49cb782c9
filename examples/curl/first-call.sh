#!/usr/bin/env bash
# A first call by plain curl: from client id and secret to a customer's issues.
#
#   SALLYPORT     where the engine listens (default: http://127.0.0.1:8000)
#   APPLICATION   the file that the first start wrote (default: data/application.json)
#   GITHUB_TOKEN  the customer's token
set -euo pipefail
SALLYPORT=${SALLYPORT:-http://127.0.0.1:8000}
APPLICATION=${APPLICATION:-data/application.json}
field() { node -pe "JSON.parse(require('fs').readFileSync(0)).$1"; }

#region flow
# 1. Your program logs in with client id and secret, and gets a token for 15 minutes.
APP=$(curl -sSf "$SALLYPORT/api/v1/applications/token" \
  -H 'content-type: application/json' -d "@$APPLICATION" | field access_token)

# 2. It asks for a token that reaches one customer's workspace and nothing else.
TOKEN=$(curl -sSf "$SALLYPORT/api/v1/embedded/scoped-token" -H "authorization: Bearer $APP" \
  -H 'content-type: application/json' -d '{"workspace_name": "acme"}' | field token)

# 3. What the token is for, and what can be connected.
curl -sSf "$SALLYPORT/api/v1/embedded/scoped-token/info" -H "authorization: Bearer $TOKEN"
curl -sSf "$SALLYPORT/api/v1/integrations/templates/sources" -H "authorization: Bearer $TOKEN"

# 4. The customer's account is connected. The credential goes in here and never comes out again.
ID=$(curl -sSf "$SALLYPORT/api/v1/integrations/connectors" -H "authorization: Bearer $TOKEN" \
  -H 'content-type: application/json' -d '{
    "connector_type": "github",
    "external_user_id": "acme",
    "source_config": {"repositories": "octokit-fixture-org/paginate-issues"},
    "credentials": {"token": "'"$GITHUB_TOKEN"'"}
  }' | field id)

# 5. An agent acts: it names an entity and an action, and gets just the fields it asked for.
curl -sSf "$SALLYPORT/api/v1/integrations/connectors/$ID/execute" -H "authorization: Bearer $TOKEN" \
  -H 'content-type: application/json' -d '{
    "entity": "issues", "action": "list",
    "params": {"limit": 3}, "select_fields": ["number", "title"]
  }'
#endregion
