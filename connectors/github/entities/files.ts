import { del, entity, get, put, query, unpaged } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged, searchAliases } from '../paging.ts'
import { at, name, number, optional, q, sha, title } from '../parameters.ts'
import { File, FileChange } from '../records/repository.ts'

const path = Type.String({ minLength: 1, maxLength: 4096 })
const ref = optional(name('Commit, branch or tag; without it the default branch.'))
const branch = optional(name())
/** docs.github.com/rest/repos/contents: in Base64; a file may have 100 MB, our calls less. */
const content = Type.String({
  pattern: '^[A-Za-z0-9+/=\\s]*$',
  maxLength: 8_000_000,
  description: 'The whole file in Base64.',
})

const commit = { content: ['content', 'message'] } as const

const ROOT = `query ($owner: String!, $repo: String!, $tree: String = "HEAD:") {
  repository(owner: $owner, name: $repo) {
    object(expression: $tree) { ... on Tree { entries { name path type size sha: oid } } }
  }
}`

export const files = entity({
  about: 'Files and folders of a repository.',
  record: File,
  key: ['path'],
  compact: ['path', 'type', 'size', 'sha'],
  untrusted: ['name', 'path', 'content'],
  search: { fields: { path: 'text', name: 'text', size: 'number' } },
  sync: { from: 'list', deleted: 'absent' },
  actions: {
    list: get('/repos/{owner}/{repo}/contents/{path}', {
      about: 'What is in a folder.',
      params: { ...at, path, ref },
      page: unpaged('GitHub gives a folder whole, at most 1,000 entries of it.'),
    }),
    // A path of REST cannot be empty here, and the description has none without one.
    list_root: query(ROOT, {
      about: 'What is in the root folder; `type` is "blob" or "tree".',
      params: { ...at, tree: optional(name('"main:" for the branch main; without it the default branch.')) },
      page: unpaged('GitHub gives a folder whole.'),
      records: 'data.repository.object.entries',
      bucket: 'graphql',
    }),
    get: get('/repos/{owner}/{repo}/contents/{path}', {
      about: 'A file of at most 1 MB, in Base64.',
      params: { ...at, path, ref },
    }),
    get_readme: get('/repos/{owner}/{repo}/readme', {
      about: 'The README, in Base64.',
      params: { ...at, ref },
    }),
    download: get('/repos/{owner}/{repo}/contents/{path}', {
      about: 'A file of at most 100 MB as it is.',
      params: { ...at, path, ref },
      headers: { accept: 'application/vnd.github.raw+json' },
      gives: 'file',
    }),
    api_search: get('/search/code', {
      about: 'Searches code of default branches.',
      params: { q: q('repo:octo-org/octo-repo addClass') },
      aliases: searchAliases,
      page: paged,
      records: 'items',
      bucket: 'code_search',
    }),
    create: put('/repos/{owner}/{repo}/contents/{path}', {
      about: 'Commits a new file.',
      params: { ...at, path, message: title, content, branch },
      records: 'content',
      // Without the `sha` of what is there GitHub replaces nothing.
      idempotency: { verify: 'get', params: { ref: 'branch' } },
      reversible: true,
      flow: commit,
    }),
    update: put('/repos/{owner}/{repo}/contents/{path}', {
      about: 'Commits another content of a file.',
      params: { ...at, path, message: title, content, sha, branch },
      records: 'content',
      // With the `sha` of what was there a second one collides.
      idempotency: 'none',
      reversible: true,
      flow: commit,
    }),
    delete: del('/repos/{owner}/{repo}/contents/{path}', {
      about: 'Commits the removal of a file.',
      params: { ...at, path, message: title, sha, branch },
      wire: { message: { in: 'body' }, sha: { in: 'body' }, branch: { in: 'body' } },
      reversible: true,
      flow: { content: ['message'] },
    }),
  },
})

export const file_changes = entity({
  about: 'Files that a pull request changes.',
  record: FileChange,
  key: ['filename'],
  compact: ['filename', 'status', 'additions', 'deletions'],
  untrusted: ['filename', 'patch', 'previous_filename'],
  search: { fields: { filename: 'text', status: 'keyword' } },
  sync: { from: 'list', deleted: 'absent' },
  relations: { file: { field: 'filename', entity: 'files', key: 'path' } },
  actions: {
    list: get('/repos/{owner}/{repo}/pulls/{number}/files', {
      about: 'Files that a pull request changes, at most 3,000.',
      params: { ...at, number },
      aliases: { ...pageAliases, pull_number: 'number' },
      page: paged,
    }),
  },
})
