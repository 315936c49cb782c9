import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { Account } from './account.ts'
import { count, flag, id, optional, text, time, url } from './values.ts'

const label = {
  id,
  node_id: text,
  url,
  name: text,
  color: text,
  default: flag,
  description: nullable(text),
}

export const Label = Type.Object(label)

/** A label as an issue shows it, of which GitHub promises less than of one by itself. */
export const IssueLabel = Type.Partial(Type.Object({ ...label, color: nullable(text) }))

export const MilestoneName = Type.Object({ number: Type.Integer(), title: text })

export const Issue = Type.Object({
  id,
  node_id: text,
  number: Type.Integer(),
  title: text,
  state: Type.Enum(['open', 'closed']),
  state_reason: optional(nullable(text)),
  body: optional(nullable(text)),
  user: nullable(Account),
  labels: Type.Array(Type.Union([text, IssueLabel])),
  assignees: optional(nullable(Type.Array(Account))),
  milestone: nullable(MilestoneName),
  comments: count,
  locked: flag,
  pull_request: optional(Type.Object({ html_url: nullable(url) })),
  url,
  html_url: url,
  created_at: time,
  updated_at: time,
  closed_at: nullable(time),
})

export const Milestone = Type.Object({
  id,
  node_id: text,
  number: Type.Integer(),
  title: text,
  state: Type.Enum(['open', 'closed']),
  description: nullable(text),
  creator: nullable(Account),
  open_issues: count,
  closed_issues: count,
  url,
  html_url: url,
  created_at: time,
  updated_at: time,
  due_on: nullable(time),
  closed_at: nullable(time),
})

export const Comment = Type.Object({
  id,
  node_id: text,
  body: optional(text),
  user: nullable(Account),
  author_association: optional(text),
  issue_url: url,
  url,
  html_url: url,
  created_at: time,
  updated_at: time,
})

export const Reaction = Type.Object({
  id,
  node_id: text,
  content: Type.Enum(['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes']),
  user: nullable(Account),
  created_at: time,
})
