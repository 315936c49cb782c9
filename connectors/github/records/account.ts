import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { count, id, optional, text, time, url } from './values.ts'

const account = { login: text, id, node_id: text, avatar_url: url, html_url: url, type: text }

/** Whoever wrote or owns something, as it shows them: a user, an organization or an app. */
export const Account = Type.Object(account)

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

export const Stargazer = Type.Object({ starred_at: time, user: nullable(Account) })

export const Organization = Type.Object({
  login: text,
  id,
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

export const Team = Type.Object({
  id,
  node_id: text,
  slug: text,
  name: text,
  description: nullable(text),
  privacy: optional(text),
  permission: text,
  members_count: optional(count),
  repos_count: optional(count),
  url,
  html_url: url,
  created_at: optional(time),
  updated_at: optional(time),
})
