import { entity, mutation, query } from '@sallyport/definition'
import { Type } from 'typebox'
import { connectionAt, pageAliases } from '../paging.ts'
import { markdown, nodeId, number, optional, org, title, username } from '../parameters.ts'
import { ProjectItem } from '../records/project.ts'

// docs.github.com/issues/planning-and-tracking-with-projects: GitHub's REST API knows these projects only in part.

const aliases = { project_number: 'number' } as const
const bucket = 'graphql'
/** One value, set: doing it twice is doing it once. */
const sets = { input: 'input', idempotency: 'natural', reversible: true, bucket } as const

const VALUE = `
          __typename
          ... on ProjectV2ItemFieldTextValue { text field { ... on ProjectV2FieldCommon { name } } }
          ... on ProjectV2ItemFieldNumberValue { number field { ... on ProjectV2FieldCommon { name } } }
          ... on ProjectV2ItemFieldDateValue { date field { ... on ProjectV2FieldCommon { name } } }
          ... on ProjectV2ItemFieldSingleSelectValue { name field { ... on ProjectV2FieldCommon { name } } }
          ... on ProjectV2ItemFieldIterationValue { title field { ... on ProjectV2FieldCommon { name } } }`

const ITEM = `id type isArchived createdAt updatedAt creator { login }
        content {
          __typename
          ... on DraftIssue { id title body }
          ... on Issue { id number title closed url }
          ... on PullRequest { id number title closed url }
        }
        fieldValues(first: 50) { nodes { ${VALUE} } }`

const itemsOf = (owner: 'organization' | 'user', login: string) =>
  `query ($${login}: String!, $number: Int!, $first: Int = 30, $after: String) {
  ${owner}(login: $${login}) {
    projectV2(number: $number) {
      items(first: $first, after: $after) {
        nodes { ${ITEM} }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
}`

const item = { projectId: nodeId, itemId: nodeId }
const value = Type.Object(
  {
    text: optional(markdown),
    number: optional(Type.Number()),
    date: optional(Type.String({ format: 'date' })),
    singleSelectOptionId: optional(nodeId),
    iterationId: optional(nodeId),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
)

export const project_items = entity({
  about: 'Issues, pull requests and drafts on a project board.',
  record: ProjectItem,
  key: ['id'],
  compact: ['id', 'type', 'content.title', 'content.number', 'isArchived'],
  untrusted: ['content.title', 'content.body', 'fieldValues'],
  search: { fields: { 'content.title': 'text', type: 'keyword', isArchived: 'boolean', updatedAt: 'date' } },
  sync: { from: 'list', deleted: 'absent' },
  relations: { creator: { field: 'creator.login', entity: 'users', key: 'login' } },
  actions: {
    list: query(itemsOf('organization', 'org'), {
      about: 'Items of a project of an organization.',
      params: { org, number },
      aliases: { ...pageAliases, ...aliases },
      records: 'data.organization.projectV2.items.nodes',
      page: connectionAt('organization.projectV2.items'),
      bucket,
    }),
    list_for_user: query(itemsOf('user', 'username'), {
      about: 'Items of a project of a user.',
      params: { username, number },
      aliases: { ...pageAliases, ...aliases },
      records: 'data.user.projectV2.items.nodes',
      page: connectionAt('user.projectV2.items'),
      bucket,
    }),
    add: mutation(
      `mutation ($input: AddProjectV2ItemByIdInput!) { addProjectV2ItemById(input: $input) { item { ${ITEM} } } }`,
      {
        ...sets,
        about: 'Puts an issue or pull request on a board; `contentId` is its `node_id`.',
        params: { projectId: nodeId, contentId: nodeId },
        records: 'data.addProjectV2ItemById.item',
      },
    ),
    add_draft: mutation(
      `mutation ($input: AddProjectV2DraftIssueInput!) {
  addProjectV2DraftIssue(input: $input) { projectItem { ${ITEM} } }
}`,
      {
        about: 'Puts a draft of an issue on a board.',
        params: { projectId: nodeId, title, body: optional(markdown) },
        input: 'input',
        records: 'data.addProjectV2DraftIssue.projectItem',
        reversible: true,
        flow: { content: ['title', 'body'] },
        bucket,
      },
    ),
    set_field: mutation(
      `mutation ($input: UpdateProjectV2ItemFieldValueInput!) {
  updateProjectV2ItemFieldValue(input: $input) { projectV2Item { ${ITEM} } }
}`,
      {
        ...sets,
        about: 'Sets one field of an item, such as its status.',
        params: { ...item, fieldId: nodeId, value },
        records: 'data.updateProjectV2ItemFieldValue.projectV2Item',
        flow: { content: ['value'] },
      },
    ),
    archive: mutation(
      `mutation ($input: ArchiveProjectV2ItemInput!) { archiveProjectV2Item(input: $input) { item { ${ITEM} } } }`,
      {
        ...sets,
        about: 'Archives an item.',
        params: item,
        records: 'data.archiveProjectV2Item.item',
      },
    ),
    remove: mutation(
      `mutation ($input: DeleteProjectV2ItemInput!) { deleteProjectV2Item(input: $input) { deletedItemId } }`,
      {
        about: 'Takes an item off a board; a draft is gone then.',
        result: Type.Object({ deletedItemId: Type.Union([Type.String(), Type.Null()]) }),
        params: item,
        effect: 'destructive',
        input: 'input',
        records: 'data.deleteProjectV2Item',
        idempotency: 'natural',
        reversible: false,
        bucket,
      },
    ),
  },
})
