import { entity, mutation, query } from '@sallyport/definition'
import { connectionAt, pageAliases } from '../paging.ts'
import { flag, line, markdown, nodeId, number, optional, org, title, username } from '../parameters.ts'
import { Project } from '../records/project.ts'

// docs.github.com/issues/planning-and-tracking-with-projects: GitHub's REST API knows these projects only in part.

const PROJECT = `id number title shortDescription readme closed public creator { login } url createdAt updatedAt`

const listOf = (owner: 'organization' | 'user', login: string) =>
  `query ($${login}: String!, $first: Int = 30, $after: String) {
  ${owner}(login: $${login}) {
    projectsV2(first: $first, after: $after) {
      nodes { ${PROJECT} }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
}`

const oneOf = (owner: 'organization' | 'user', login: string) =>
  `query ($${login}: String!, $number: Int!) {
  ${owner}(login: $${login}) { projectV2(number: $number) { ${PROJECT} } }
}`

const aliases = { project_number: 'number' } as const
const bucket = 'graphql'

export const projects = entity({
  about: 'Project boards of organizations and users.',
  record: Project,
  key: ['id'],
  compact: ['id', 'number', 'title', 'closed', 'url'],
  untrusted: ['title', 'shortDescription', 'readme'],
  search: {
    fields: {
      number: 'number',
      title: 'text',
      shortDescription: 'text',
      closed: 'boolean',
      updatedAt: 'date',
    },
    semantic: ['shortDescription', 'readme'],
  },
  sync: { from: 'list', deleted: 'absent' },
  relations: { creator: { field: 'creator.login', entity: 'users', key: 'login' } },
  actions: {
    list: query(listOf('organization', 'org'), {
      about: 'Projects of an organization.',
      params: { org },
      aliases: pageAliases,
      records: 'data.organization.projectsV2.nodes',
      page: connectionAt('organization.projectsV2'),
      bucket,
    }),
    list_for_user: query(listOf('user', 'username'), {
      about: 'Projects of a user.',
      params: { username },
      aliases: pageAliases,
      records: 'data.user.projectsV2.nodes',
      page: connectionAt('user.projectsV2'),
      bucket,
    }),
    get: query(oneOf('organization', 'org'), {
      about: 'One project of an organization.',
      params: { org, number },
      aliases,
      records: 'data.organization.projectV2',
      bucket,
    }),
    get_for_user: query(oneOf('user', 'username'), {
      about: 'One project of a user.',
      params: { username, number },
      aliases,
      records: 'data.user.projectV2',
      bucket,
    }),
    create: mutation(
      `mutation ($input: CreateProjectV2Input!) { createProjectV2(input: $input) { projectV2 { ${PROJECT} } } }`,
      {
        about: 'Makes a project; `ownerId` is the `node_id` of a user or organization.',
        params: { ownerId: nodeId, title },
        input: 'input',
        records: 'data.createProjectV2.projectV2',
        reversible: true,
        flow: { content: ['title'] },
        bucket,
      },
    ),
    update: mutation(
      `mutation ($input: UpdateProjectV2Input!) { updateProjectV2(input: $input) { projectV2 { ${PROJECT} } } }`,
      {
        about: 'Changes, closes or reopens a project.',
        params: {
          projectId: nodeId,
          title: optional(title),
          shortDescription: optional(line),
          readme: optional(markdown),
          closed: optional(flag),
          public: optional(flag),
        },
        input: 'input',
        records: 'data.updateProjectV2.projectV2',
        idempotency: 'natural',
        reversible: true,
        flow: { content: ['title', 'shortDescription', 'readme'] },
        bucket,
      },
    ),
  },
})
