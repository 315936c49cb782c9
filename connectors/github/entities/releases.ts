import { del, entity, get, patch, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged } from '../paging.ts'
import { at, flag, id, line, markdown, name, optional } from '../parameters.ts'
import { Release, ReleaseAsset } from '../records/release.ts'

const release = { ...at, release_id: id }
const content = {
  target_commitish: optional(name('Branch or commit of a tag that is not there yet.')),
  name: optional(line),
  body: optional(markdown),
  prerelease: optional(flag),
}
const make_latest = optional(Type.Enum(['true', 'false', 'legacy']))
const made = { ...at, tag_name: name(), ...content, generate_release_notes: optional(flag) }
const flow = { content: ['name', 'body'] } as const

export const releases = entity({
  about: 'Releases of a repository: a tag with notes and files.',
  record: Release,
  key: ['id'],
  compact: ['id', 'tag_name', 'name', 'draft', 'prerelease', 'published_at', 'html_url'],
  untrusted: ['name', 'body', 'tag_name', 'assets.name', 'assets.label'],
  search: {
    fields: { tag_name: 'keyword', name: 'text', body: 'text', published_at: 'date', created_at: 'date' },
    semantic: ['body'],
  },
  sync: { from: 'list', deleted: 'absent' },
  relations: {
    author: { field: 'author.login', entity: 'users', key: 'login' },
    tag: { field: 'tag_name', entity: 'tags', key: 'name' },
  },
  actions: {
    list: get('/repos/{owner}/{repo}/releases', {
      about: 'Releases, newest first, with drafts.',
      params: at,
      aliases: pageAliases,
      page: paged,
    }),
    get: get('/repos/{owner}/{repo}/releases/tags/{tag}', {
      about: 'A published release by its tag.',
      params: { ...at, tag: name() },
    }),
    get_by_id: get('/repos/{owner}/{repo}/releases/{release_id}', {
      about: 'A release by its id, drafts too.',
      params: release,
    }),
    get_latest: get('/repos/{owner}/{repo}/releases/latest', {
      about: 'The latest release.',
      params: at,
    }),
    create: post('/repos/{owner}/{repo}/releases', {
      about: 'Publishes a release.',
      params: { ...made, make_latest },
      // A tag has one published release: GitHub refuses another one.
      idempotency: { verify: 'get', params: { tag: 'tag_name' } },
      reversible: false,
      flow,
    }),
    create_draft: post('/repos/{owner}/{repo}/releases', {
      about: 'Prepares a release; `update` with `draft: false` publishes it.',
      params: made,
      fixed: { draft: true },
      // A tag may have many drafts.
      idempotency: 'none',
      reversible: true,
      flow,
    }),
    update: patch('/repos/{owner}/{repo}/releases/{release_id}', {
      about: 'Changes or publishes a release.',
      params: {
        ...release,
        tag_name: optional(name()),
        ...content,
        draft: optional(flag),
        make_latest,
      },
      idempotency: 'natural',
      reversible: true,
      flow,
    }),
    delete: del('/repos/{owner}/{repo}/releases/{release_id}', {
      about: 'Deletes a release with its files; its tag stays.',
      params: release,
      reversible: false,
    }),
  },
})

const asset = { ...at, asset_id: id }

export const release_assets = entity({
  about: 'Files of a release.',
  record: ReleaseAsset,
  key: ['id'],
  compact: ['id', 'name', 'content_type', 'size', 'browser_download_url'],
  untrusted: ['name', 'label'],
  search: { fields: { name: 'text', content_type: 'keyword', size: 'number', created_at: 'date' } },
  sync: { from: 'list', deleted: 'absent' },
  relations: { uploader: { field: 'uploader.login', entity: 'users', key: 'login' } },
  actions: {
    list: get('/repos/{owner}/{repo}/releases/{release_id}/assets', {
      about: 'Files of a release.',
      params: release,
      aliases: pageAliases,
      page: paged,
    }),
    get: get('/repos/{owner}/{repo}/releases/assets/{asset_id}', {
      about: 'What GitHub knows of a file.',
      params: asset,
    }),
    // docs.github.com/rest/releases/assets: with this media type the file, or a 302 to where it is.
    download: get('/repos/{owner}/{repo}/releases/assets/{asset_id}', {
      about: 'The file itself.',
      params: asset,
      headers: { accept: 'application/octet-stream' },
      gives: 'file',
    }),
    upload: post('/repos/{owner}/{repo}/releases/{release_id}/assets', {
      about: 'Adds a file to a release.',
      params: { ...release, name: name(), label: optional(line) },
      origin: 'uploads',
      takes: { as: 'raw' },
      idempotency: 'none',
      reversible: true,
      timeoutSeconds: 120,
      flow: { content: ['name', 'label'] },
    }),
    update: patch('/repos/{owner}/{repo}/releases/assets/{asset_id}', {
      about: 'Gives a file of a release another name or label.',
      params: { ...asset, name: optional(name()), label: optional(line) },
      idempotency: 'natural',
      reversible: true,
      flow: { content: ['name', 'label'] },
    }),
    delete: del('/repos/{owner}/{repo}/releases/assets/{asset_id}', {
      about: 'Deletes a file of a release.',
      params: asset,
      reversible: false,
    }),
  },
})
