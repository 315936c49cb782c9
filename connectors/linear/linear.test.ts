import { readFileSync } from 'node:fs'
import { emulate } from '@sallyport/emulator'
import { describeConnector } from '../testing/conformance.ts'
import { linear } from './definition.ts'
import { linearVendor } from './vendor.ts'

const url = 'https://example.com/two-issues'
const user = 'users.list id'
const label = 'labels.list id'

describeConnector({
  definition: linear,
  graphql: read('vendor.graphql'),
  clientNames: JSON.parse(read('client-names.json')),
  readme: read('README.md'),
  complete: true,
  play: (options) => emulate(linearVendor, options),
  practice: {
    from: {
      assigneeId: user,
      delegateId: user,
      leadId: user,
      userId: user,
      memberIds: user,
      subscriberIds: user,
      teamId: 'teams.list id',
      teamIds: 'teams.list id',
      stateId: 'workflow_states.list id',
      statusId: 'project_statuses.list id',
      cycleId: 'cycles.list id',
      projectId: 'projects.list id',
      projectMilestoneId: 'project_milestones.list id',
      projectUpdateId: 'project_updates.list id',
      labelId: label,
      labelIds: label,
      addedLabelIds: label,
      removedLabelIds: label,
      'projects labelId': 'project_labels.list id',
      'projects labelIds': 'project_labels.list id',
      'comments parentId': 'comments.list id',
      'labels parentId': label,
      resolvingCommentId: 'comments.list id',
      // What is answered shows the id, and not the identifier by which an issue can be named as well.
      'comments.create issueId': 'issues.list id',
    },
    samples: {
      issueId: 'ENG-1',
      relatedIssueId: 'ENG-4',
      parentId: 'ENG-1',
      teamKey: 'ENG',
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
  exceptions: [],
})

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
