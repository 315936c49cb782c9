import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { Account } from './account.ts'
import { id, optional, text, time, url } from './values.ts'

export const Workflow = Type.Object({
  id,
  node_id: text,
  name: text,
  path: text,
  state: text,
  url,
  html_url: url,
  created_at: time,
  updated_at: time,
})

export const WorkflowRun = Type.Object({
  id,
  node_id: text,
  name: optional(nullable(text)),
  display_title: text,
  path: text,
  run_number: Type.Integer(),
  run_attempt: optional(Type.Integer()),
  event: text,
  status: nullable(text),
  conclusion: nullable(text),
  workflow_id: id,
  head_branch: nullable(text),
  head_sha: text,
  actor: optional(Account),
  url,
  html_url: url,
  run_started_at: optional(time),
  created_at: time,
  updated_at: time,
})

export const WorkflowJob = Type.Object({
  id,
  node_id: text,
  run_id: id,
  name: text,
  status: text,
  conclusion: nullable(text),
  started_at: time,
  completed_at: nullable(time),
  html_url: nullable(url),
  url,
  steps: optional(
    Type.Array(Type.Object({ number: Type.Integer(), name: text, status: text, conclusion: nullable(text) })),
  ),
})
