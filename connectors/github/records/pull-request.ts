import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { Account } from './account.ts'
import { IssueLabel, MilestoneName } from './issue.ts'
import { count, flag, id, optional, text, time, url } from './values.ts'

const end = Type.Object({ label: text, ref: text, sha: text })

/** A list shows less of a pull request than `get`: no counts, and not whether it can be merged. */
export const PullRequest = Type.Object({
  id,
  node_id: text,
  number: Type.Integer(),
  title: text,
  state: Type.Enum(['open', 'closed']),
  draft: optional(flag),
  body: nullable(text),
  user: nullable(Account),
  labels: Type.Array(IssueLabel),
  assignees: optional(Type.Array(Account)),
  requested_reviewers: optional(Type.Array(Account)),
  milestone: nullable(MilestoneName),
  head: end,
  base: end,
  merge_commit_sha: nullable(text),
  merged: optional(flag),
  mergeable: optional(nullable(flag)),
  mergeable_state: optional(text),
  comments: optional(count),
  review_comments: optional(count),
  commits: optional(count),
  additions: optional(count),
  deletions: optional(count),
  changed_files: optional(count),
  locked: flag,
  url,
  html_url: url,
  created_at: time,
  updated_at: time,
  closed_at: nullable(time),
  merged_at: nullable(time),
})

export const Review = Type.Object({
  id,
  node_id: text,
  state: text,
  body: text,
  user: nullable(Account),
  commit_id: nullable(text),
  author_association: text,
  pull_request_url: url,
  html_url: url,
  submitted_at: optional(time),
})

/** A comment on lines of a pull request. */
export const ReviewComment = Type.Object({
  id,
  node_id: text,
  body: text,
  user: nullable(Account),
  path: text,
  line: optional(nullable(Type.Integer())),
  side: optional(text),
  diff_hunk: text,
  commit_id: text,
  in_reply_to_id: optional(nullable(id)),
  pull_request_review_id: nullable(id),
  author_association: text,
  pull_request_url: url,
  url,
  html_url: url,
  created_at: time,
  updated_at: time,
})
