import type { Answer, Input } from './operation.ts'
import type { OperationId, Operations } from './operations.ts'

/** What the document shows of an operation. Tests hold it against the schemas. */
export type Examples = {
  readonly [Id in OperationId]?: {
    readonly body?: Input<Operations[Id]>['body']
    readonly answer?: Answer<Operations[Id]>
  }
}

const ORGANIZATION = '0a0a0a0a-0000-4000-8000-000000000001'
const WORKSPACE = '0b0b0b0b-0000-4000-8000-000000000002'
const CONNECTOR = '0c0c0c0c-0000-4000-8000-000000000003'
const TEMPLATE = '0d0d0d0d-0000-4000-8000-000000000004'
const SESSION = '5e5e5e5e-0000-4000-8000-000000000005'
const WORKFLOW = '0f0f0f0f-0000-4000-8000-000000000006'
const AUTOMATION = '1a1a1a1a-0000-4000-8000-000000000007'
const STRIPE = 'e094cb9a-26de-4645-8761-65c0c425d1de'
const AT = '2026-03-01T10:00:00.000Z'
const NOT_RUN = {
  code: 'not_run_yet',
  message: 'Workflows and automations are stored; this version of the engine does not run them.',
} as const

const session = {
  session_id: SESSION,
  status: 'pending',
  error: null,
  source_id: null,
  source_template_id: TEMPLATE,
  auth_payload: null,
  expires_at: '2026-03-01T10:15:00.000Z',
} as const

const workflow = {
  id: WORKFLOW,
  name: 'Nightly summary',
  workspace_id: WORKSPACE,
  tasks: [{ prompt: 'Sum up what is new.' }],
  runs: false,
  warning: NOT_RUN,
  created_at: AT,
  updated_at: AT,
} as const

const automation = {
  id: AUTOMATION,
  workflow_id: WORKFLOW,
  workspace_id: WORKSPACE,
  enabled: true,
  trigger_type: 'schedule',
  cron_expression: '0 9 * * MON-FRI',
  timezone: 'Europe/Berlin',
  completion_webhook_url: null,
  trigger_webhook_url: null,
  runs: false,
  warning: NOT_RUN,
  created_at: AT,
  updated_at: AT,
} as const

export const EXAMPLES: Examples = {
  createApplicationToken: {
    body: { client_id: 'ci_demo', client_secret: 'cs_demo' },
    answer: {
      access_token: 'eyJ...',
      token_type: 'bearer',
      expires_in: 900,
      organization_id: ORGANIZATION,
    },
  },
  createScopedToken: { body: { workspace_name: 'acme' }, answer: { token: 'eyJ...' } },
  createConnector: {
    body: {
      workspace_name: 'acme',
      connector_type: 'github',
      credentials: { token: 'github_pat_...' },
      replication_config: { repositories: 'octo-org/octo-repo' },
    },
  },
  updateConnector: { body: { name: 'GitHub of Acme' } },
  executeConnector: {
    body: {
      entity: 'issues',
      action: 'list',
      params: { owner: 'octo-org', repo: 'octo-repo', limit: 1 },
      select_fields: ['number', 'title'],
    },
    answer: {
      status: 'success',
      result: [{ number: 1, title: 'The gate creaks' }],
      connector_metadata: { has_next_page: true, end_cursor: 'Y3Vyc29yOnYyOpHOAAE' },
      execution_metadata: { connector_instance_id: CONNECTOR, execution_time_ms: 210 },
    },
  },
  saveOAuthApplication: {
    body: {
      connector_type: 'linear',
      configuration: { client_id: 'our-app', client_secret: 'cs-...' },
    },
    answer: {
      id: AUTOMATION,
      scope_type: 'organization',
      scope_id: ORGANIZATION,
      connector_type: 'source',
      connector_definition_id: '1c5d8316-ed42-4473-8fbc-2626f03f070c',
      created_at: AT,
      updated_at: AT,
    },
  },
  replaceRedirectUrls: { body: { redirect_urls: ['https://app.example/done'] } },
  initiateConnection: {
    body: {
      workspace_name: 'acme',
      connector_type: 'linear',
      redirect_url: 'https://app.example/done?from=settings',
    },
    answer: { consent_url: 'https://sallyport.example/connect/cs_...' },
  },
  beginDevice: { body: { workspace_name: 'acme', connector_type: 'github' } },
  createWebhook: { body: { url: 'https://app.example/hooks', event_types: [] } },
  endConnectors: { body: { connector_type: 'github', before: AT, dry_run: true } },
  createSession: {
    body: { source_definition_id: STRIPE, workspace_id: WORKSPACE, source_template_id: TEMPLATE },
    answer: { ...session, connect_url: 'https://sallyport.example/connect/cc_...' },
  },
  getSession: { answer: { ...session, status: 'completed', source_id: CONNECTOR } },
  completeSession: {
    body: { source_id: CONNECTOR },
    answer: { ...session, status: 'completed', source_id: CONNECTOR },
  },
  listOrganizationCredentials: {
    answer: {
      data: [
        {
          id: CONNECTOR,
          name: 'Stripe - acme',
          workspace_id: WORKSPACE,
          connector_name: 'stripe',
          context_store_status: null,
          context_store_badge_status: null,
          context_store_entity_count: 0,
          last_accessed_at: '2026-03-02T08:00:00.000Z',
          created_at: AT,
          updated_at: AT,
        },
      ],
      total: 1,
    },
  },
  createWorkflow: {
    body: { workspace_id: WORKSPACE, name: workflow.name, tasks: [{ prompt: 'Sum up what is new.' }] },
    answer: { ...workflow, tasks: [...workflow.tasks] },
  },
  updateWorkflow: { body: { name: 'Daily summary' } },
  createAutomation: {
    body: {
      workspace_id: WORKSPACE,
      trigger_type: 'schedule',
      cron_expression: automation.cron_expression,
      timezone: automation.timezone,
    },
    answer: automation,
  },
  updateAutomation: { body: { enabled: false } },
}
