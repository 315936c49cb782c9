import { defineConnector } from '@sallyport/definition'
import { auth } from './auth.ts'
import { attachments } from './entities/attachments.ts'
import { comments } from './entities/comments.ts'
import { cycles } from './entities/cycles.ts'
import { documents } from './entities/documents.ts'
import { issueRelations } from './entities/issue-relations.ts'
import { issues } from './entities/issues.ts'
import { labels, projectLabels } from './entities/labels.ts'
import { organization } from './entities/organization.ts'
import { projectMilestones } from './entities/project-milestones.ts'
import { projectStatuses } from './entities/project-statuses.ts'
import { projectUpdates } from './entities/project-updates.ts'
import { projects } from './entities/projects.ts'
import { teams } from './entities/teams.ts'
import { users } from './entities/users.ts'
import { workflowStates } from './entities/workflow-states.ts'
import { errors } from './errors.ts'
import { limits } from './limits.ts'

export const linear = defineConnector({
  slug: 'linear',
  id: '1c5d8316-ed42-4473-8fbc-2626f03f070c',
  title: 'Linear',
  about: 'Issues, projects, documents and comments of software teams.',
  source: {
    package: '@linear/sdk',
    version: '98.0.0',
    file: 'dist/index-D2pH4Pk9.d.mts',
    licence: 'MIT',
  },
  server: { url: 'https://api.linear.app' },
  auth,
  identity: {
    entity: 'users',
    action: 'me',
    id: ['organization.id', 'id'],
    name: ['organization.name', 'name'],
  },
  errors,
  limits,
  entities: {
    issues,
    comments,
    projects,
    project_updates: projectUpdates,
    project_milestones: projectMilestones,
    project_statuses: projectStatuses,
    project_labels: projectLabels,
    documents,
    teams,
    workflow_states: workflowStates,
    cycles,
    labels,
    attachments,
    issue_relations: issueRelations,
    users,
    organization,
  },
})
