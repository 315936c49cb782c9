import { del, entity, get, patch, post, query } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged } from '../paging.ts'
import { at, flag, name, optional, sha } from '../parameters.ts'
import { Branch, Tag } from '../records/repository.ts'

/** docs.github.com/rest/git/refs: to make a reference takes its full name, to change one all but `refs/`. */
const fullName = Type.String({
  pattern: '^refs/heads/.',
  maxLength: 255,
  description: 'Full name: "refs/heads/fix".',
})
const shortName = Type.String({
  pattern: '^heads/.',
  maxLength: 255,
  description: 'The branch with "heads/" before it.',
})

/** What GitHub answers with where a branch is made or moved. */
const Reference = Type.Object({
  ref: Type.String(),
  node_id: Type.String(),
  object: Type.Object({ type: Type.String(), sha: Type.String(), url: Type.String() }),
})

export const branches = entity({
  about: 'Branches of a repository.',
  record: Branch,
  key: ['name'],
  compact: ['name', 'commit.sha', 'protected'],
  untrusted: ['name'],
  search: { fields: { name: 'text', protected: 'boolean' } },
  sync: { from: 'list', deleted: 'absent' },
  relations: { commit: { field: 'commit.sha', entity: 'commits', key: 'sha' } },
  actions: {
    list: get('/repos/{owner}/{repo}/branches', {
      about: 'Branches of a repository.',
      params: { ...at, protected: optional(flag) },
      aliases: pageAliases,
      page: paged,
    }),
    get: get('/repos/{owner}/{repo}/branches/{branch}', {
      about: 'One branch with its last commit.',
      params: { ...at, branch: name() },
    }),
    create: post('/repos/{owner}/{repo}/git/refs', {
      about: 'Makes a branch at a commit.',
      result: Reference,
      params: { ...at, ref: fullName, sha },
      // What `get` asks for is not what is given here, so that no read can prove it.
      idempotency: 'none',
      reversible: true,
    }),
    move: patch('/repos/{owner}/{repo}/git/refs/{ref}', {
      about: 'Moves a branch to another commit; with `force` commits can be lost.',
      result: Reference,
      params: { ...at, ref: shortName, sha, force: optional(flag) },
      effect: 'destructive',
      idempotency: 'natural',
      reversible: true,
    }),
    rename: post('/repos/{owner}/{repo}/branches/{branch}/rename', {
      about: 'Gives a branch another name.',
      params: { ...at, branch: name(), new_name: name() },
      // The old name is gone afterwards, and the new one is taken.
      idempotency: { verify: 'get', params: { branch: 'new_name' } },
      reversible: true,
    }),
    delete: del('/repos/{owner}/{repo}/git/refs/{ref}', {
      about: 'Deletes a branch.',
      params: { ...at, ref: shortName },
      reversible: false,
    }),
  },
})

const TAG = `query ($owner: String!, $repo: String!, $tag: String!) {
  repository(owner: $owner, name: $repo) {
    ref(qualifiedName: $tag) { name node_id: id commit: target { sha: oid url: commitUrl } }
  }
}`

export const tags = entity({
  about: 'Tags of a repository: names of commits that do not move.',
  record: Tag,
  key: ['name'],
  compact: ['name', 'commit.sha'],
  untrusted: ['name'],
  search: { fields: { name: 'text' } },
  sync: { from: 'list', deleted: 'absent' },
  relations: { commit: { field: 'commit.sha', entity: 'commits', key: 'sha' } },
  actions: {
    list: get('/repos/{owner}/{repo}/tags', {
      about: 'Tags of a repository.',
      params: at,
      aliases: pageAliases,
      page: paged,
    }),
    // REST finds a tag only by a name of another form, and answers with less of it.
    get: query(TAG, {
      about: 'One tag; of an annotated tag `commit` is its own object.',
      params: { ...at, tag: name('"refs/tags/v1" where a branch has the same name.') },
      records: 'data.repository.ref',
      bucket: 'graphql',
    }),
  },
})
