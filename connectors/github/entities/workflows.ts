import { entity, get, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged } from '../paging.ts'
import { at, flag, id, line, name, optional } from '../parameters.ts'
import { Workflow, WorkflowJob, WorkflowRun } from '../records/workflow.ts'

const workflow_id = Type.Union([id, Type.String({ minLength: 1, maxLength: 255 })], {
  description: 'Id or file name: "test.yml".',
})
const run = { ...at, run_id: id }

export const workflows = entity({
  about: 'Workflows of GitHub Actions.',
  record: Workflow,
  key: ['id'],
  compact: ['id', 'name', 'path', 'state'],
  untrusted: ['name', 'path'],
  search: { fields: { name: 'text', path: 'keyword', state: 'keyword' } },
  sync: { from: 'list', deleted: 'absent' },
  actions: {
    list: get('/repos/{owner}/{repo}/actions/workflows', {
      about: 'Workflows of a repository.',
      params: at,
      aliases: pageAliases,
      page: paged,
      records: 'workflows',
    }),
    get: get('/repos/{owner}/{repo}/actions/workflows/{workflow_id}', {
      about: 'One workflow.',
      params: { ...at, workflow_id },
    }),
    dispatch: post('/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
      about: 'Starts a workflow that can be started by hand.',
      result: Type.Object({}),
      params: {
        ...at,
        workflow_id,
        ref: name('Branch or tag.'),
        inputs: optional(Type.Record(Type.String(), line, { maxProperties: 25 })),
      },
      reversible: false,
      flow: { content: ['inputs'] },
    }),
  },
})

const filters = {
  actor: optional(name()),
  branch: optional(name()),
  event: optional(name()),
  status: optional(
    Type.Enum(['queued', 'in_progress', 'completed', 'success', 'failure', 'cancelled', 'timed_out']),
  ),
  head_sha: optional(name()),
}

export const workflow_runs = entity({
  about: 'Runs of workflows.',
  record: WorkflowRun,
  key: ['id'],
  compact: ['id', 'display_title', 'status', 'conclusion', 'head_branch', 'event', 'html_url'],
  untrusted: ['name', 'display_title', 'head_branch'],
  search: {
    fields: {
      display_title: 'text',
      status: 'keyword',
      conclusion: 'keyword',
      event: 'keyword',
      head_branch: 'keyword',
      created_at: 'date',
      updated_at: 'date',
    },
  },
  sync: { from: 'list', deleted: 'absent' },
  relations: {
    workflow: { field: 'workflow_id', entity: 'workflows', key: 'id' },
    commit: { field: 'head_sha', entity: 'commits', key: 'sha' },
    actor: { field: 'actor.login', entity: 'users', key: 'login' },
  },
  actions: {
    list: get('/repos/{owner}/{repo}/actions/runs', {
      about: 'Runs of all workflows, newest first.',
      params: { ...at, ...filters },
      aliases: pageAliases,
      page: paged,
      records: 'workflow_runs',
    }),
    list_for_workflow: get('/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
      about: 'Runs of one workflow, newest first.',
      params: { ...at, workflow_id, ...filters },
      aliases: pageAliases,
      page: paged,
      records: 'workflow_runs',
    }),
    get: get('/repos/{owner}/{repo}/actions/runs/{run_id}', { about: 'One run.', params: run }),
    rerun: post('/repos/{owner}/{repo}/actions/runs/{run_id}/rerun', {
      about: 'Runs a workflow once more.',
      result: Type.Object({}),
      params: { ...run, enable_debug_logging: optional(flag) },
      reversible: false,
    }),
    cancel: post('/repos/{owner}/{repo}/actions/runs/{run_id}/cancel', {
      about: 'Stops a run that is under way.',
      result: Type.Object({}),
      params: run,
      effect: 'destructive',
      idempotency: { verify: 'get', when: { conclusion: 'cancelled' } },
      reversible: false,
    }),
  },
})

export const workflow_jobs = entity({
  about: 'Jobs of a run, with their steps.',
  record: WorkflowJob,
  key: ['id'],
  compact: ['id', 'name', 'status', 'conclusion', 'html_url'],
  untrusted: ['name', 'steps.name'],
  search: { fields: { name: 'text', status: 'keyword', conclusion: 'keyword', started_at: 'date' } },
  sync: { from: 'list', deleted: 'absent' },
  relations: { run: { field: 'run_id', entity: 'workflow_runs', key: 'id' } },
  actions: {
    list: get('/repos/{owner}/{repo}/actions/runs/{run_id}/jobs', {
      about: 'Jobs of a run.',
      params: { ...run, filter: optional(Type.Enum(['latest', 'all'])) },
      aliases: pageAliases,
      page: paged,
      records: 'jobs',
    }),
  },
})
