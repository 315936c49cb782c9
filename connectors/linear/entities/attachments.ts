import { entity, mutation, nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { filtered, filterParams, filterWire } from '../filters.ts'
import * as link from '../links.ts'
import { creates, reads, removes, updates, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import { byChange } from '../sync.ts'
import * as v from '../values.ts'

const { optional } = v

const Attachment = v.object({
  id: v.text,
  title: v.text,
  subtitle: v.maybeText,
  url: v.text,
  sourceType: v.maybeText,
  metadata: v.json,
  groupBySource: v.flag,
  issue: link.IssueLink,
  creator: nullable(link.UserLink),
  createdAt: v.time,
  updatedAt: v.time,
  archivedAt: v.maybeTime,
})

const ATTACHMENT = selectionOf(Attachment)

const content = {
  subtitle: optional(v.text),
  iconUrl: optional(v.url),
  metadata: optional(Type.Record(Type.String(), v.json)),
}

export const attachments = entity({
  about: 'Links from issues to what lies elsewhere: pull requests, tickets, pages.',
  record: Attachment,
  key: ['id'],
  compact: ['id', 'title', 'url', 'issue.identifier'],
  untrusted: ['title', 'subtitle', 'url', 'metadata', 'issue.title'],
  search: {
    fields: {
      title: 'text',
      subtitle: 'text',
      url: 'keyword',
      sourceType: 'keyword',
      'issue.id': 'keyword',
      updatedAt: 'date',
    },
  },
  sync: { ...byChange, deleted: 'absent' },
  relations: {
    issue: { field: 'issue.id', entity: 'issues', key: 'id' },
    creator: { field: 'creator.id', entity: 'users', key: 'id' },
  },
  actions: {
    list: walks('attachments', {
      about: 'Attachments of all issues.',
      each: ATTACHMENT,
      variables: filtered('Attachment'),
      params: { sourceType: optional(v.line), ...filterParams },
      wire: { ...filterWire, sourceType: { as: 'filter.sourceType.eq' } },
    }),
    list_for_issue: walks('attachments', {
      about: 'Attachments of an issue.',
      each: ATTACHMENT,
      within: { field: 'issue', id: 'issueId' },
      params: { issueId: v.id },
    }),
    list_for_url: walks('attachmentsForURL', {
      about: 'Attachments that lead to an address, with their issues.',
      each: ATTACHMENT,
      variables: { url: 'String!' },
      params: { url: v.url },
    }),
    get: reads('attachment', ATTACHMENT, { about: 'One attachment.' }),
    create: creates('attachment', ATTACHMENT, {
      about: 'Links an issue to an address. One that is linked already gets the new values.',
      params: {
        id: optional(v.newId),
        issueId: v.id,
        title: v.line,
        url: v.url,
        ...content,
        groupBySource: optional(v.flag),
      },
      flow: { url: ['url', 'iconUrl'], content: ['title', 'subtitle', 'metadata'] },
      reversible: true,
    }),
    link: mutation(
      `mutation ($id: String, $issueId: String!, $url: String!, $title: String) {
        attachmentLinkURL(id: $id, issueId: $issueId, url: $url, title: $title) { attachment { ${ATTACHMENT} } }
      }`,
      {
        about: 'Links an issue to an address, which Linear looks up by itself where it knows the place.',
        params: { id: optional(v.newId), issueId: v.id, url: v.url, title: optional(v.line) },
        records: 'data.attachmentLinkURL.attachment',
        idempotency: { param: 'id' },
        flow: { url: ['url'], content: ['title'] },
        reversible: true,
      },
    ),
    update: updates('attachment', ATTACHMENT, {
      about: 'Sets values of an attachment.',
      params: { title: v.line, ...content },
      flow: { url: ['iconUrl'], content: ['title', 'subtitle', 'metadata'] },
      reversible: true,
    }),
    delete: removes('attachment', { about: 'Takes an attachment off its issue.' }),
  },
})
