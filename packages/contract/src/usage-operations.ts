import { type ApiOperation, operation } from './operation.ts'
import { Id } from './schemas.ts'
import * as schema from './usage-schemas.ts'

const common = { aliases: [], access: ['application'], capability: 'connect', tag: 'Usage' } as const

/** What workspaces use, and how much they may. */
export const usageOperations = {
  getUsage: operation({
    ...common,
    method: 'GET',
    path: '/usage',
    summary: 'What the workspaces of the organization used, by day and connector.',
    query: schema.UsageQuery,
    answer: { status: 200, schema: schema.UsageReport },
  }),

  getWorkspaceUsage: operation({
    ...common,
    method: 'GET',
    path: '/workspaces/{id}/usage',
    summary: 'What a workspace used, by day and connector.',
    params: Id,
    query: schema.UsageQuery,
    answer: { status: 200, schema: schema.UsageReport },
  }),

  getQuota: operation({
    ...common,
    method: 'GET',
    path: '/quota',
    summary: 'How many calls workspaces may make that have no quota of their own.',
    answer: { status: 200, schema: schema.Quota },
  }),

  putQuota: operation({
    ...common,
    method: 'PUT',
    path: '/quota',
    summary: 'Sets how many calls workspaces may make that have no quota of their own.',
    body: schema.QuotaChange,
    answer: { status: 200, schema: schema.Quota },
  }),

  getWorkspaceQuota: operation({
    ...common,
    method: 'GET',
    path: '/workspaces/{id}/quota',
    summary: 'How many calls a workspace may make.',
    params: Id,
    answer: { status: 200, schema: schema.WorkspaceQuota },
  }),

  putWorkspaceQuota: operation({
    ...common,
    method: 'PUT',
    path: '/workspaces/{id}/quota',
    summary: 'Sets how many calls a workspace may make; what is left out is as the organization has it.',
    params: Id,
    body: schema.QuotaChange,
    answer: { status: 200, schema: schema.WorkspaceQuota },
  }),
} as const satisfies Record<string, ApiOperation>
