import { connectionTemplateRequests } from './connection-template-requests.ts'
import { connectorRequests } from './connector-requests.ts'
import { definitionRequests } from './definition-requests.ts'
import { executeRequests } from './execute-requests.ts'
import { executionRequests } from './execution-requests.ts'
import { oauthRequests } from './oauth-requests.ts'
import { organizationCredentialRequests } from './organization-credential-requests.ts'
import { organizationRequests } from './organization-requests.ts'
import type { RequestsOf } from './request.ts'
import { resultRequests } from './result-requests.ts'
import { revocationRequests } from './revocation-requests.ts'
import { sessionRequests } from './session-requests.ts'
import { templateRequests } from './template-requests.ts'
import { tokenRequests } from './token-requests.ts'
import { toolsRequests } from './tools-requests.ts'
import { usageRequests } from './usage-requests.ts'
import { webhookRequests } from './webhook-requests.ts'
import { workflowRequests } from './workflow-requests.ts'
import { workspaceRequests } from './workspace-requests.ts'

export type { Asked, Names } from './request.ts'

/** Requests of every operation; one that is missing does not compile. */
export const REQUESTS: RequestsOf = {
  ...tokenRequests,
  ...organizationRequests,
  ...workspaceRequests,
  ...usageRequests,
  ...executionRequests,
  ...templateRequests,
  ...connectionTemplateRequests,
  ...definitionRequests,
  ...connectorRequests,
  ...oauthRequests,
  ...executeRequests,
  ...resultRequests,
  ...revocationRequests,
  ...webhookRequests,
  ...sessionRequests,
  ...organizationCredentialRequests,
  ...workflowRequests,
  ...toolsRequests,
}
