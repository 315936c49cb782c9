import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { Account } from './account.ts'
import { count, flag, id, optional, text, time, url } from './values.ts'

export const Repository = Type.Object({
  id,
  node_id: text,
  name: text,
  full_name: text,
  owner: nullable(Account),
  private: flag,
  description: nullable(text),
  fork: flag,
  archived: optional(flag),
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

const tip = Type.Object({ sha: text, url })

export const Branch = Type.Object({ name: text, commit: tip, protected: flag })

export const Tag = Type.Object({
  name: text,
  node_id: text,
  commit: Type.Object({ sha: text, url }),
  zipball_url: optional(url),
  tarball_url: optional(url),
})

const Signature = Type.Object({ name: optional(text), email: optional(text), date: optional(time) })

/** A change of a file, as a commit or a pull request shows it. */
export const FileChange = Type.Object({
  sha: nullable(text),
  filename: text,
  status: text,
  additions: count,
  deletions: count,
  changes: count,
  patch: optional(text),
  previous_filename: optional(text),
})

export const Commit = Type.Object({
  sha: text,
  node_id: text,
  url,
  html_url: url,
  commit: Type.Object({
    message: text,
    author: nullable(Signature),
    committer: nullable(Signature),
    comment_count: count,
  }),
  // An account that is gone is null or empty.
  author: nullable(Type.Partial(Account)),
  committer: nullable(Type.Partial(Account)),
  parents: Type.Array(Type.Object({ sha: optional(text), url: optional(url) })),
  stats: optional(
    Type.Object({ additions: optional(count), deletions: optional(count), total: optional(count) }),
  ),
  files: optional(Type.Array(FileChange)),
})

/** A file or, in the list of a folder, also a folder, a link or a submodule. */
export const File = Type.Object({
  type: optional(text),
  name: text,
  path: text,
  sha: text,
  size: optional(count),
  encoding: optional(text),
  content: optional(text),
  url: optional(url),
  html_url: optional(nullable(url)),
  download_url: optional(nullable(url)),
})
