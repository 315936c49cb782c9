import { readFileSync } from 'node:fs'
import { emulate } from '@sallyport/emulator'
import { describeConnector } from '../testing/conformance.ts'
import { linear } from './definition.ts'
import { firstRecords } from './testing/first-records.ts'
import { linearVendor } from './vendor.ts'

const first = await firstRecords([
  'comments',
  'cycles',
  'documents',
  'issues',
  'labels',
  'project_labels',
  'project_milestones',
  'project_statuses',
  'project_updates',
  'projects',
  'teams',
  'users',
  'workflow_states',
])

const url = 'https://example.com/two-issues'

describeConnector({
  definition: linear,
  graphql: read('vendor.graphql'),
  clientNames: JSON.parse(read('client-names.json')),
  readme: read('README.md'),
  complete: true,
  play: (options) => emulate(linearVendor, options),
  practice: {
    samples: {
      assigneeId: first.users,
      delegateId: first.users,
      leadId: first.users,
      userId: first.users,
      memberIds: [first.users],
      subscriberIds: [first.users],
      teamId: first.teams,
      teamIds: [first.teams],
      teamKey: 'ENG',
      stateId: first.workflow_states,
      statusId: first.project_statuses,
      cycleId: first.cycles,
      projectId: first.projects,
      projectMilestoneId: first.project_milestones,
      projectUpdateId: first.project_updates,
      issueId: 'ENG-1',
      relatedIssueId: 'ENG-4',
      labelId: first.labels,
      labelIds: [first.labels],
      addedLabelIds: [first.labels],
      removedLabelIds: [first.labels],
      'comments.create issueId': first.issues,
      'projects labelId': first.project_labels,
      'projects labelIds': [first.project_labels],
      parentId: 'ENG-1',
      'comments parentId': first.comments,
      'labels parentId': first.labels,
      resolvingCommentId: first.comments,
      color: '#5e6ad2',
      filter: {},
      createdAfter: '-P2W',
      updatedAfter: '2026-01-01T00:00:00Z',
      'labels.create name': 'Label {n}',
      'labels.update name': 'Label {n}',
      'projects.create name': 'Harbor {n}',
      'documents.create title': 'Runbook {n}',
      'issues.api_search term': 'the',
      'projects.api_search term': 'harbor',
      'documents.api_search term': 'runbook',
      'attachments.create url': 'https://example.com/{n}',
      'attachments.list_for_issue issueId': 'ENG-2',
      'attachments.list_for_url url': url,
      'issue_relations.list_to_issue issueId': 'ENG-2',
    },
    named: Object.fromEntries(Object.keys(linear.entities).map((entity) => [entity, { id: 'id' }])),
    // A name of the caller's that no attachment has yet.
    first: { 'attachments.link': { entity: 'issues', action: 'list' } },
    fill: [
      { entity: 'projects', action: 'create' },
      { entity: 'project_milestones', action: 'create', times: 2 },
      { entity: 'project_updates', action: 'create' },
      { entity: 'documents', action: 'create' },
      { entity: 'attachments', action: 'create', params: { issueId: 'ENG-1', url } },
      { entity: 'attachments', action: 'create', params: { issueId: 'ENG-2', url } },
      { entity: 'issue_relations', action: 'create' },
      {
        entity: 'issue_relations',
        action: 'create',
        params: { issueId: 'ENG-4', relatedIssueId: 'ENG-2' },
      },
    ],
  },
  exceptions: [
    {
      at: '*.* params.filter',
      reason:
        'It goes into a list of conditions (`filter.and.0`), into which the comparison does not follow. ' +
        'The emulated Linear takes it.',
    },
  ],
})

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
