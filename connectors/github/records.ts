import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'

export const text = Type.String()
const url = Type.String({ format: 'uri' })
export const time = Type.String({ format: 'date-time' })
const count = Type.Integer({ minimum: 0 })

const optional = Type.Optional

const account = { login: text, id: Type.Integer(), node_id: text, avatar_url: url, html_url: url, type: text }

const Account = Type.Object(account)

const label = {
  id: Type.Integer(),
  node_id: text,
  url,
  name: text,
  color: text,
  default: Type.Boolean(),
  description: nullable(text),
}

export const Label = Type.Object(label)

/** A label as an issue shows it, of which GitHub promises less than of one by itself. */
const IssueLabel = Type.Partial(Type.Object({ ...label, color: nullable(text) }))

export const Issue = Type.Object({
  id: Type.Integer(),
  node_id: text,
  number: Type.Integer(),
  title: text,
  state: Type.Enum(['open', 'closed']),
  state_reason: optional(nullable(text)),
  body: optional(nullable(text)),
  user: nullable(Account),
  labels: Type.Array(Type.Union([text, IssueLabel])),
  assignees: optional(nullable(Type.Array(Account))),
  milestone: nullable(Type.Object({ number: Type.Integer(), title: text })),
  comments: count,
  locked: Type.Boolean(),
  pull_request: optional(Type.Object({ html_url: nullable(url) })),
  url,
  html_url: url,
  created_at: time,
  updated_at: time,
  closed_at: nullable(time),
})

export const Repository = Type.Object({
  id: Type.Integer(),
  node_id: text,
  name: text,
  full_name: text,
  owner: nullable(Account),
  private: Type.Boolean(),
  description: nullable(text),
  fork: Type.Boolean(),
  archived: optional(Type.Boolean()),
  default_branch: optional(text),
  language: optional(nullable(text)),
  topics: optional(Type.Array(text)),
  visibility: optional(text),
  open_issues_count: optional(count),
  stargazers_count: optional(count),
  forks_count: optional(count),
  url,
  html_url: url,
  created_at: optional(nullable(time)),
  updated_at: optional(nullable(time)),
  pushed_at: optional(nullable(time)),
})

export const Organization = Type.Object({
  login: text,
  id: Type.Integer(),
  node_id: text,
  url,
  avatar_url: url,
  description: nullable(text),
  name: optional(nullable(text)),
  email: optional(nullable(text)),
  blog: optional(nullable(text)),
  location: optional(nullable(text)),
  public_repos: optional(count),
  html_url: optional(url),
  created_at: optional(time),
  updated_at: optional(time),
})

export const User = Type.Object({
  ...account,
  url,
  name: optional(nullable(text)),
  email: optional(nullable(text)),
  company: optional(nullable(text)),
  blog: optional(nullable(text)),
  location: optional(nullable(text)),
  bio: optional(nullable(text)),
  public_repos: optional(count),
  followers: optional(count),
  following: optional(count),
  created_at: optional(time),
  updated_at: optional(time),
})
