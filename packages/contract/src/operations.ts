import { connectionTemplateOperations } from './connection-template-operations.ts'
import { connectorOperations } from './connector-operations.ts'
import { definitionOperations } from './definition-operations.ts'
import { executeOperations } from './execute-operations.ts'
import { oauthOperations } from './oauth-operations.ts'
import type { ApiOperation } from './operation.ts'
import { organizationCredentialOperations } from './organization-credential-operations.ts'
import { organizationOperations } from './organization-operations.ts'
import { resultOperations } from './result-operations.ts'
import { revocationOperations } from './revocation-operations.ts'
import { sessionOperations } from './session-operations.ts'
import { templateOperations } from './template-operations.ts'
import { tokenOperations } from './token-operations.ts'
import { toolsOperations } from './tools-operations.ts'
import { usageOperations } from './usage-operations.ts'
import { webhookOperations } from './webhook-operations.ts'
import { workflowOperations } from './workflow-operations.ts'
import { workspaceOperations } from './workspace-operations.ts'

/** Every operation of the HTTP API, by the name under which code speaks of it. */
export const operations = {
  ...tokenOperations,
  ...organizationOperations,
  ...workspaceOperations,
  ...usageOperations,
  ...templateOperations,
  ...connectionTemplateOperations,
  ...definitionOperations,
  ...connectorOperations,
  ...oauthOperations,
  ...executeOperations,
  ...resultOperations,
  ...revocationOperations,
  ...webhookOperations,
  ...sessionOperations,
  ...organizationCredentialOperations,
  ...workflowOperations,
  ...toolsOperations,
} as const satisfies Record<string, ApiOperation>

export type Operations = typeof operations
export type OperationId = keyof Operations
