import { entity, nullable } from '@sallyport/definition'
import { filtered, filterParams, filterWire } from '../filters.ts'
import * as link from '../links.ts'
import { creates, moves, reads, updates, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import { byChange } from '../sync.ts'
import * as v from '../values.ts'

const { optional } = v

const Document = v.object({
  id: v.text,
  title: v.text,
  content: v.maybeText,
  url: v.text,
  slugId: v.text,
  icon: v.maybeText,
  color: v.maybeText,
  project: nullable(link.ProjectLink),
  issue: nullable(link.IssueLink),
  creator: nullable(link.UserLink),
  updatedBy: nullable(link.UserLink),
  sortOrder: v.number,
  createdAt: v.time,
  updatedAt: v.time,
  hiddenAt: v.maybeTime,
  archivedAt: v.maybeTime,
  trashed: nullable(v.flag),
})
const DOCUMENT = selectionOf(Document)

const content = {
  content: optional(v.markdown),
  icon: optional(v.line),
  color: optional(v.color),
  projectId: optional(v.id),
  issueId: optional(v.id),
  sortOrder: optional(v.number),
}
const flow = { content: ['title', 'content'] } as const

export const documents = entity({
  about: 'Longer texts of a project or an issue.',
  record: Document,
  key: ['id'],
  compact: ['id', 'title', 'project.name', 'updatedAt', 'url'],
  untrusted: ['title', 'content'],
  search: {
    fields: { title: 'text', content: 'text', 'project.id': 'keyword', updatedAt: 'date' },
    semantic: ['title', 'content'],
  },
  sync: { ...byChange, deleted: { field: 'trashed' } },
  relations: {
    project: { field: 'project.id', entity: 'projects', key: 'id' },
    issue: { field: 'issue.id', entity: 'issues', key: 'id' },
    creator: { field: 'creator.id', entity: 'users', key: 'id' },
  },
  actions: {
    list: walks('documents', {
      about: 'Documents, newest first.',
      each: DOCUMENT,
      variables: filtered('Document'),
      params: { projectId: optional(v.id), issueId: optional(v.id), ...filterParams },
      wire: {
        ...filterWire,
        projectId: { as: 'filter.project.id.eq' },
        issueId: { as: 'filter.issue.id.eq' },
      },
    }),
    api_search: walks('searchDocuments', {
      about: 'Documents in whose text the words are, best first.',
      bucket: 'search',
      each: DOCUMENT,
      variables: {
        term: 'String!',
        teamId: 'String',
        includeComments: 'Boolean',
        includeArchived: 'Boolean',
      },
      params: {
        term: v.line,
        teamId: optional(v.id),
        includeComments: optional(v.flag),
        includeArchived: optional(v.flag),
      },
    }),
    get: reads('document', DOCUMENT, { about: 'One document by its id or slug.' }),
    create: creates('document', DOCUMENT, {
      about: 'Writes a document for a project or an issue.',
      params: { id: optional(v.newId), title: v.line, ...content },
      flow,
      reversible: true,
    }),
    update: updates('document', DOCUMENT, {
      about: 'Sets values of a document; its content is replaced as a whole.',
      params: { title: optional(v.line), ...content },
      flow,
      reversible: true,
    }),
    unarchive: moves('documentUnarchive', DOCUMENT, {
      about: 'Brings a document back from the trash.',
      reversible: true,
    }),
    delete: moves('documentDelete', DOCUMENT, {
      about: 'Puts a document into the trash.',
      effect: 'destructive',
      reversible: true,
    }),
  },
})
