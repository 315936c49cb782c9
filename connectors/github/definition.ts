import {
  bearer,
  defineConnector,
  entity,
  get,
  linkHeader,
  nullable,
  patch,
  post,
} from '@sallyport/definition'
import { Type } from 'typebox'
import { Issue, Label, Organization, Repository, text, time, User } from './records.ts'

const paged = linkHeader({ size: 'per_page', max: 100, place: ['page', 'after'] })
/** What every paged read is also asked with by existing clients. */
const pageAliases = { per_page: 'limit', after: 'cursor' } as const

/** A name in a path. GitHub allows letters, digits, hyphens, dots and underscores. */
const name = (description: string) => Type.String({ minLength: 1, maxLength: 255, description })
const owner = name('Account that owns the repository.')
const repo = name('Repository, without its owner.')
const org = name('Login of the organization.')
const username = name('Login of the user.')
const issueNumber = Type.Integer({ minimum: 1, description: 'Number of the issue within its repository.' })
const optional = Type.Optional
const direction = optional(Type.Enum(['asc', 'desc']))
/** docs.github.com/rest/search/search: 256 characters, to which qualifiers do not count. */
const q = (example: string) =>
  Type.String({
    minLength: 1,
    maxLength: 2048,
    description: `Search terms and qualifiers, such as "${example}".`,
  })

const repositorySettings = {
  description: optional(text),
  homepage: optional(text),
  private: optional(Type.Boolean()),
  has_issues: optional(Type.Boolean()),
  has_projects: optional(Type.Boolean()),
  has_wiki: optional(Type.Boolean()),
  is_template: optional(Type.Boolean()),
  allow_squash_merge: optional(Type.Boolean()),
  allow_merge_commit: optional(Type.Boolean()),
  allow_rebase_merge: optional(Type.Boolean()),
  allow_auto_merge: optional(Type.Boolean()),
  delete_branch_on_merge: optional(Type.Boolean()),
}

const newRepository = {
  name: name('Name of the new repository.'),
  ...repositorySettings,
  auto_init: optional(Type.Boolean({ description: 'Make a first commit with an empty README.' })),
  gitignore_template: optional(text),
  license_template: optional(text),
}

const issueContent = {
  body: optional(Type.String({ maxLength: 65_536 })),
  labels: optional(Type.Array(text, { maxItems: 100 })),
  assignees: optional(Type.Array(text, { maxItems: 10 })),
  milestone: optional(nullable(Type.Integer({ minimum: 1 }))),
}

const color = Type.String({ pattern: '^[0-9A-Fa-f]{6}$', description: 'Six hexadecimal digits, no "#".' })

export const github = defineConnector({
  slug: 'github',
  id: 'ef69ef6e-aa7f-4af1-a01d-ef775033524e',
  title: 'GitHub',
  about: 'Repositories, issues, labels, organizations and users of GitHub.',
  source: {
    package: '@octokit/openapi',
    version: '23.0.2',
    file: 'generated/api.github.com.json',
    licence: 'MIT',
  },
  server: {
    url: 'https://api.github.com',
    // docs.github.com/rest/using-the-rest-api/getting-started: a User-Agent is required, the version is advised.
    headers: {
      accept: 'application/vnd.github+json',
      'user-agent': 'sallyport',
      'x-github-api-version': '2022-11-28',
    },
  },
  config: {
    repositories: {
      title: 'Repository',
      about: 'Where calls go that name no owner and repository.',
      pattern: '(?<owner>[A-Za-z0-9_.-]{1,100})/(?<repo>[A-Za-z0-9_.-]{1,100})',
      example: 'octo-org/octo-repo',
      fills: { owner: 'owner', repo: 'repo', org: 'owner', username: 'owner' },
    },
  },
  auth: {
    token: bearer({
      field: 'token',
      title: 'Personal access token',
      about: 'GitHub: Settings, Developer settings, Personal access tokens.',
      aliases: ['personal_access_token'],
    }),
    oauth: bearer({
      field: 'access_token',
      title: 'OAuth access token',
      about: 'A user access token that a GitHub or OAuth app already holds.',
    }),
  },
  errors: {
    // docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: limits answer 403 or 429.
    rules: [
      {
        when: { status: 403, header: { 'retry-after': '*' } },
        is: 'upstream_rate_limited',
        retryAt: { header: 'retry-after', as: 'retry-after' },
      },
      {
        when: { status: 403, header: { 'x-ratelimit-remaining': '0' } },
        is: 'upstream_rate_limited',
        retryAt: { header: 'x-ratelimit-reset', as: 'unix-seconds' },
      },
      { when: { status: 403, body: { message: 'secondary rate limit' } }, is: 'upstream_rate_limited' },
      {
        when: { status: 429, header: { 'x-ratelimit-remaining': '0' } },
        is: 'upstream_rate_limited',
        retryAt: { header: 'x-ratelimit-reset', as: 'unix-seconds' },
      },
    ],
    message: ['message'],
    requestId: 'x-github-request-id',
  },
  entities: {
    repositories: entity({
      about: 'Code repositories.',
      record: Repository,
      key: ['full_name'],
      actions: {
        list: get('/users/{username}/repos', {
          about: 'Public repositories of a user.',
          params: {
            username,
            type: optional(Type.Enum(['all', 'owner', 'member'])),
            sort: optional(Type.Enum(['created', 'updated', 'pushed', 'full_name'])),
            direction,
          },
          aliases: pageAliases,
          page: paged,
        }),
        list_for_org: get('/orgs/{org}/repos', {
          about: 'Repositories of an organization.',
          params: {
            org,
            type: optional(Type.Enum(['all', 'public', 'private', 'forks', 'sources', 'member'])),
            sort: optional(Type.Enum(['created', 'updated', 'pushed', 'full_name'])),
            direction,
          },
          aliases: pageAliases,
          page: paged,
        }),
        list_mine: get('/user/repos', {
          about: 'Repositories that the credential can reach.',
          params: {
            visibility: optional(Type.Enum(['all', 'public', 'private'])),
            affiliation: optional(text),
            sort: optional(Type.Enum(['created', 'updated', 'pushed', 'full_name'])),
            direction,
          },
          aliases: pageAliases,
          page: paged,
        }),
        get: get('/repos/{owner}/{repo}', { params: { owner, repo } }),
        api_search: get('/search/repositories', {
          about: "Finds repositories with GitHub's search.",
          params: {
            q: q('octokit language:typescript'),
            sort: optional(Type.Enum(['stars', 'forks', 'help-wanted-issues', 'updated'])),
            order: direction,
          },
          aliases: { ...pageAliases, query: 'q' },
          page: paged,
          records: 'items',
        }),
        create: post('/user/repos', { about: 'Makes a repository of your own.', params: newRepository }),
        create_in_org: post('/orgs/{org}/repos', {
          about: 'Makes a repository of an organization.',
          params: { org, ...newRepository },
        }),
        update: patch('/repos/{owner}/{repo}', {
          about: 'Changes settings of a repository.',
          params: {
            owner,
            repo,
            name: optional(name('New name.')),
            ...repositorySettings,
            default_branch: optional(text),
            archived: optional(Type.Boolean()),
          },
        }),
      },
    }),
    issues: entity({
      about: 'Bugs, tasks and feature requests; GitHub lists pull requests among them.',
      record: Issue,
      key: ['number'],
      compact: ['number', 'title', 'state', 'html_url'],
      actions: {
        list: get('/repos/{owner}/{repo}/issues', {
          about: 'Issues of a repository, newest first.',
          params: {
            owner,
            repo,
            state: optional(Type.Enum(['open', 'closed', 'all'], { description: 'Default: open.' })),
            labels: optional(
              Type.Array(text, { description: 'Names of labels, all of them.', maxItems: 100 }),
            ),
            assignee: optional(text),
            creator: optional(text),
            mentioned: optional(text),
            milestone: optional(Type.String({ description: 'Number of a milestone, "*" or "none".' })),
            sort: optional(Type.Enum(['created', 'updated', 'comments'])),
            direction,
            since: optional(time),
          },
          // GitHub takes them as one text (docs.github.com/rest/issues/issues#list-repository-issues).
          encoding: { lists: 'comma' },
          aliases: {
            ...pageAliases,
            states: { to: 'state', sets: { open: ['OPEN'], closed: ['CLOSED'], all: ['OPEN', 'CLOSED'] } },
          },
          page: paged,
        }),
        get: get('/repos/{owner}/{repo}/issues/{number}', {
          params: { owner, repo, number: issueNumber },
          aliases: { issue_number: 'number' },
        }),
        api_search: get('/search/issues', {
          about: "Finds issues and pull requests with GitHub's search.",
          params: {
            q: q('repo:octo-org/octo-repo is:issue crash'),
            sort: optional(Type.Enum(['comments', 'reactions', 'interactions', 'created', 'updated'])),
            order: direction,
          },
          aliases: { ...pageAliases, query: 'q' },
          page: paged,
          records: 'items',
        }),
        create: post('/repos/{owner}/{repo}/issues', {
          about: 'Opens an issue.',
          params: { owner, repo, title: Type.String({ minLength: 1, maxLength: 256 }), ...issueContent },
        }),
        update: patch('/repos/{owner}/{repo}/issues/{number}', {
          about: 'Changes, closes or reopens an issue.',
          params: {
            owner,
            repo,
            number: issueNumber,
            title: optional(Type.String({ minLength: 1, maxLength: 256 })),
            state: optional(Type.Enum(['open', 'closed'])),
            state_reason: optional(
              nullable(Type.Enum(['completed', 'not_planned', 'duplicate', 'reopened'])),
            ),
            ...issueContent,
          },
          aliases: { issue_number: 'number' },
        }),
      },
    }),
    labels: entity({
      about: 'Labels that a repository puts on issues.',
      record: Label,
      key: ['name'],
      actions: {
        list: get('/repos/{owner}/{repo}/labels', {
          params: { owner, repo },
          aliases: pageAliases,
          page: paged,
        }),
        get: get('/repos/{owner}/{repo}/labels/{name}', {
          params: { owner, repo, name: name('Name of the label.') },
        }),
        api_search: get('/search/labels', {
          about: "Finds labels of one repository with GitHub's search.",
          params: {
            repository_id: Type.Integer({ description: '`id` of the repository.' }),
            q: q('bug'),
            sort: optional(Type.Enum(['created', 'updated'])),
            order: direction,
          },
          aliases: { ...pageAliases, query: 'q' },
          page: paged,
          records: 'items',
        }),
        create: post('/repos/{owner}/{repo}/labels', {
          params: {
            owner,
            repo,
            name: name('Name of the label.'),
            color: optional(color),
            description: optional(Type.String({ maxLength: 100 })),
          },
        }),
        update: patch('/repos/{owner}/{repo}/labels/{name}', {
          params: {
            owner,
            repo,
            name: name('Present name of the label.'),
            new_name: optional(name('New name of the label.')),
            color: optional(color),
            description: optional(Type.String({ maxLength: 100 })),
          },
        }),
      },
    }),
    organizations: entity({
      about: 'Organizations of GitHub.',
      record: Organization,
      key: ['login'],
      actions: {
        list: get('/users/{username}/orgs', {
          about: 'Public organizations of a user.',
          params: { username },
          aliases: pageAliases,
          page: paged,
        }),
        list_mine: get('/user/orgs', {
          about: 'Organizations of the user behind the credential.',
          aliases: pageAliases,
          page: paged,
        }),
        get: get('/orgs/{org}', { params: { org } }),
        update: patch('/orgs/{org}', {
          about: 'Changes the profile of an organization.',
          params: {
            org,
            name: optional(text),
            description: optional(Type.String({ maxLength: 160 })),
            company: optional(text),
            email: optional(text),
            location: optional(text),
            blog: optional(text),
          },
        }),
      },
    }),
    users: entity({
      about: 'People of GitHub.',
      record: User,
      key: ['login'],
      actions: {
        list: get('/orgs/{org}/members', {
          about: 'Members of an organization.',
          params: {
            org,
            filter: optional(Type.Enum(['2fa_disabled', '2fa_insecure', 'all'])),
            role: optional(Type.Enum(['all', 'admin', 'member'])),
          },
          aliases: pageAliases,
          page: paged,
        }),
        get: get('/users/{username}', { params: { username } }),
        me: get('/user', { about: 'The user behind the credential.', check: true }),
        api_search: get('/search/users', {
          about: "Finds users and organizations with GitHub's search.",
          params: {
            q: q('location:Lisbon language:go'),
            sort: optional(Type.Enum(['followers', 'repositories', 'joined'])),
            order: direction,
          },
          aliases: { ...pageAliases, query: 'q' },
          page: paged,
          records: 'items',
        }),
        update_me: patch('/user', {
          about: 'Changes the profile of the user behind the credential.',
          params: {
            name: optional(text),
            email: optional(text),
            blog: optional(text),
            company: optional(text),
            location: optional(text),
            bio: optional(text),
            hireable: optional(Type.Boolean()),
          },
        }),
      },
    }),
  },
})
