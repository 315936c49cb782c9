import { defineConnector } from '@sallyport/definition'
import { auth } from './auth.ts'
import { organizations, stargazers, users } from './entities/accounts.ts'
import { branches, tags } from './entities/branches.ts'
import { comments, reactions } from './entities/comments.ts'
import { commits } from './entities/commits.ts'
import { discussions } from './entities/discussions.ts'
import { file_changes, files } from './entities/files.ts'
import { issues } from './entities/issues.ts'
import { labels } from './entities/labels.ts'
import { milestones } from './entities/milestones.ts'
import { pr_comments } from './entities/pr-comments.ts'
import { project_items } from './entities/project-items.ts'
import { projects } from './entities/projects.ts'
import { pull_requests } from './entities/pull-requests.ts'
import { release_assets, releases } from './entities/releases.ts'
import { repositories } from './entities/repositories.ts'
import { reviews } from './entities/reviews.ts'
import { teams } from './entities/teams.ts'
import { workflow_jobs, workflow_runs, workflows } from './entities/workflows.ts'
import { errors } from './errors.ts'
import { limits } from './limits.ts'

export const github = defineConnector({
  slug: 'github',
  id: 'ef69ef6e-aa7f-4af1-a01d-ef775033524e',
  title: 'GitHub',
  about: 'Repositories and their files, issues, pull requests, reviews, releases, workflows and projects.',
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
    origins: {
      uploads: { url: 'https://uploads.github.com', credential: true },
      // Where files of releases and raw files of repositories are; the addresses carry a permission of their own.
      objects: { url: 'https://objects.githubusercontent.com', credential: false },
      release_assets: { url: 'https://release-assets.githubusercontent.com', credential: false },
      raw: { url: 'https://raw.githubusercontent.com', credential: false },
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
  auth,
  identity: { entity: 'users', action: 'me', id: ['id'], name: ['login'] },
  errors,
  limits,
  aliases: {
    'org_repositories.list': 'repositories.list_for_org',
    'viewer_repositories.list': 'repositories.list_mine',
    'viewer.get': 'users.me',
    'pull_requests.api_search': 'issues.api_search',
    'file_content.get': 'files.get',
    'directory_content.list': 'files.list',
  },
  entities: {
    repositories,
    issues,
    branches,
    tags,
    commits,
    files,
    comments,
    reactions,
    labels,
    milestones,
    pull_requests,
    file_changes,
    reviews,
    pr_comments,
    releases,
    release_assets,
    workflows,
    workflow_runs,
    workflow_jobs,
    projects,
    project_items,
    discussions,
    organizations,
    teams,
    users,
    stargazers,
  },
})
