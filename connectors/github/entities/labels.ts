import { del, entity, get, patch, post, put, unpaged } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged, searchAliases } from '../paging.ts'
import { at, direction, id, labelNames, name, number, optional, q } from '../parameters.ts'
import { Label } from '../records/issue.ts'

const color = Type.String({ pattern: '^[0-9A-Fa-f]{6}$', description: 'Six hexadecimal digits, no "#".' })
const look = { color: optional(color), description: optional(Type.String({ maxLength: 100 })) }
const flow = { content: ['name', 'description'] } as const

const onIssue = { ...at, number }
/** Of writes to the labels of one issue, which answer with all of them. */
const ofIssue = {
  aliases: { issue_number: 'number' },
  page: unpaged('GitHub answers with all labels that the issue has then.'),
  idempotency: 'natural',
  reversible: true,
} as const

export const labels = entity({
  about: 'Labels that a repository puts on issues and pull requests.',
  record: Label,
  key: ['id'],
  compact: ['name', 'color', 'description'],
  untrusted: ['name', 'description'],
  search: { fields: { name: 'text', description: 'text', color: 'keyword' } },
  sync: { from: 'list', deleted: 'absent' },
  actions: {
    list: get('/repos/{owner}/{repo}/labels', {
      about: 'Labels of a repository.',
      params: at,
      aliases: pageAliases,
      page: paged,
    }),
    get: get('/repos/{owner}/{repo}/labels/{name}', {
      about: 'One label.',
      params: { ...at, name: name() },
    }),
    list_for_issue: get('/repos/{owner}/{repo}/issues/{number}/labels', {
      about: 'Labels of an issue or pull request.',
      params: onIssue,
      aliases: { ...pageAliases, issue_number: 'number' },
      page: paged,
    }),
    api_search: get('/search/labels', {
      about: 'Searches labels of a repository.',
      params: {
        repository_id: id,
        q: q('bug'),
        sort: optional(Type.Enum(['created', 'updated'])),
        order: direction,
      },
      aliases: searchAliases,
      page: paged,
      records: 'items',
      bucket: 'search',
    }),
    create: post('/repos/{owner}/{repo}/labels', {
      about: 'Makes a label.',
      params: { ...at, name: name(), ...look },
      idempotency: { verify: 'get' },
      reversible: true,
      flow,
    }),
    update: patch('/repos/{owner}/{repo}/labels/{name}', {
      about: 'Changes a label wherever it is used.',
      params: { ...at, name: name('Present name.'), new_name: optional(name()), ...look },
      // With another name the old one is gone afterwards; to ask again would find nothing.
      idempotency: 'none',
      reversible: true,
      flow: { content: ['new_name', 'description'] },
    }),
    delete: del('/repos/{owner}/{repo}/labels/{name}', {
      about: 'Deletes a label and takes it from every issue.',
      params: { ...at, name: name() },
      reversible: false,
    }),
    add_to_issue: post('/repos/{owner}/{repo}/issues/{number}/labels', {
      ...ofIssue,
      about: 'Puts labels on an issue or pull request.',
      params: { ...onIssue, labels: labelNames },
    }),
    set_on_issue: put('/repos/{owner}/{repo}/issues/{number}/labels', {
      ...ofIssue,
      about: 'Replaces the labels of an issue or pull request.',
      params: { ...onIssue, labels: labelNames },
    }),
    remove_from_issue: del('/repos/{owner}/{repo}/issues/{number}/labels/{name}', {
      ...ofIssue,
      about: 'Takes one label from an issue or pull request.',
      params: { ...onIssue, name: name() },
      effect: 'write',
    }),
  },
})
