import { connectionTemplateOperations } from './connection-template-operations.ts'
import { connectorOperations } from './connector-operations.ts'
import { definitionOperations } from './definition-operations.ts'
import { executeOperations } from './execute-operations.ts'
import { executionOperations } from './execution-operations.ts'
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
  ...executionOperations,
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

/** Names of the operations of each group: who serves or asks all of a group need not list them again. */
export interface OperationGroups {
  readonly token: keyof typeof tokenOperations
  readonly organization: keyof typeof organizationOperations
  readonly workspace: keyof typeof workspaceOperations
  readonly usage: keyof typeof usageOperations
  readonly template: keyof typeof templateOperations
  readonly connectionTemplate: keyof typeof connectionTemplateOperations
  readonly definition: keyof typeof definitionOperations
  readonly connector: keyof typeof connectorOperations
  readonly oauth: keyof typeof oauthOperations
  readonly execute: keyof typeof executeOperations
  readonly revocation: keyof typeof revocationOperations
  readonly webhook: keyof typeof webhookOperations
  readonly session: keyof typeof sessionOperations
  readonly organizationCredential: keyof typeof organizationCredentialOperations
  readonly workflow: keyof typeof workflowOperations
  readonly tools: keyof typeof toolsOperations
}
