import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { recordFindings } from '../testing/record-shape.ts'
import { openStage } from '../testing/stage.ts'
import { linear } from './definition.ts'
import { linearVendor } from './vendor.ts'

interface Named {
  readonly id: string
  readonly success?: boolean
}

/** Names that steps give to what they have made or found, for those after them. */
type Known = Record<string, string>

interface Step {
  readonly call: string
  readonly params?: (known: Known) => Record<string, unknown>
  /** Name of what is answered, or of the first record of a list. */
  readonly as?: string
}

const id = (name: string) => (known: Known) => ({ id: known[name] })
const ofIssue = (known: Known) => ({ issueId: known.issue })

/** Every operation once, in an order in which each finds what it needs. */
const STEPS: readonly Step[] = [
  { call: 'organization.get' },
  { call: 'users.me', as: 'me' },
  { call: 'users.list' },
  { call: 'users.get', params: id('me') },
  { call: 'teams.list', as: 'team' },
  { call: 'teams.get', params: id('team') },
  { call: 'users.list_for_team', params: (known) => ({ teamId: known.team }) },
  { call: 'workflow_states.list', params: (known) => ({ teamId: known.team }), as: 'state' },
  { call: 'workflow_states.get', params: id('state') },
  { call: 'labels.create', params: (known) => ({ name: 'Door', teamId: known.team }), as: 'label' },
  { call: 'labels.list' },
  { call: 'labels.get', params: id('label') },
  { call: 'labels.update', params: (known) => ({ id: known.label, color: '#5e6ad2' }) },
  { call: 'project_labels.list', as: 'projectLabel' },
  { call: 'project_labels.get', params: id('projectLabel') },
  { call: 'project_statuses.list', as: 'status' },
  { call: 'project_statuses.get', params: id('status') },
  { call: 'cycles.list', as: 'cycle' },
  { call: 'cycles.get', params: id('cycle') },
  { call: 'cycles.update', params: (known) => ({ id: known.cycle, name: 'Spring' }) },
  {
    call: 'projects.create',
    params: (known) => ({ name: 'Night watch', teamIds: [known.team], statusId: known.status }),
    as: 'project',
  },
  { call: 'projects.list' },
  { call: 'projects.list_for_team', params: (known) => ({ teamId: known.team }) },
  { call: 'projects.api_search', params: () => ({ term: 'night' }) },
  { call: 'projects.get', params: id('project') },
  { call: 'projects.update', params: (known) => ({ id: known.project, leadId: known.me, targetDate: null }) },
  { call: 'projects.add_label', params: (known) => ({ id: known.project, labelId: known.projectLabel }) },
  { call: 'projects.remove_label', params: (known) => ({ id: known.project, labelId: known.projectLabel }) },
  {
    call: 'project_milestones.create',
    params: (known) => ({ projectId: known.project, name: 'First' }),
    as: 'milestone',
  },
  { call: 'project_milestones.list' },
  { call: 'project_milestones.list_for_project', params: (known) => ({ projectId: known.project }) },
  { call: 'project_milestones.get', params: id('milestone') },
  { call: 'project_milestones.update', params: (known) => ({ id: known.milestone, name: 'Second' }) },
  {
    call: 'project_updates.create',
    params: (known) => ({ projectId: known.project, body: 'Fine.', health: 'onTrack' }),
    as: 'report',
  },
  { call: 'project_updates.list', params: (known) => ({ projectId: known.project }) },
  { call: 'project_updates.get', params: id('report') },
  { call: 'project_updates.update', params: (known) => ({ id: known.report, health: 'atRisk' }) },
  { call: 'project_updates.archive', params: id('report') },
  { call: 'project_updates.unarchive', params: id('report') },
  {
    call: 'issues.create',
    params: (known) => ({
      teamId: known.team,
      title: 'Door stuck',
      description: 'It sticks.',
      priority: 2,
      stateId: known.state,
      assigneeId: known.me,
      labelIds: [known.label],
      projectId: known.project,
      projectMilestoneId: known.milestone,
      cycleId: known.cycle,
      dueDate: '2026-02-01',
      estimate: 3,
    }),
    as: 'issue',
  },
  {
    call: 'issues.create',
    params: (known) => ({ teamId: known.team, title: 'Oil the door', parentId: known.issue }),
    as: 'other',
  },
  { call: 'issues.list', params: (known) => ({ projectId: known.project }) },
  { call: 'issues.api_search', params: () => ({ term: 'door' }) },
  { call: 'issues.get', params: id('issue') },
  { call: 'issues.update', params: (known) => ({ id: known.issue, cycleId: null, dueDate: null }) },
  { call: 'issues.assign', params: (known) => ({ id: known.issue, assigneeId: null }) },
  { call: 'issues.add_label', params: (known) => ({ id: known.issue, labelId: known.label }) },
  { call: 'issues.remove_label', params: (known) => ({ id: known.issue, labelId: known.label }) },
  { call: 'issues.subscribe', params: id('issue') },
  { call: 'issues.unsubscribe', params: id('issue') },
  {
    call: 'issue_relations.create',
    params: (known) => ({ issueId: known.issue, relatedIssueId: known.other, type: 'blocks' }),
    as: 'relation',
  },
  { call: 'issue_relations.list' },
  { call: 'issue_relations.list_for_issue', params: ofIssue },
  { call: 'issue_relations.list_to_issue', params: (known) => ({ issueId: known.other }) },
  { call: 'issue_relations.get', params: id('relation') },
  { call: 'issue_relations.update', params: (known) => ({ id: known.relation, type: 'related' }) },
  {
    call: 'attachments.create',
    params: (known) => ({
      issueId: known.issue,
      title: 'Photo',
      url: 'https://example.com/door.png',
      metadata: { taken: 'at night' },
    }),
    as: 'attachment',
  },
  {
    call: 'attachments.link',
    params: (known) => ({ issueId: known.issue, url: 'https://example.com/hinge.png' }),
  },
  { call: 'attachments.list' },
  { call: 'attachments.list_for_issue', params: ofIssue },
  { call: 'attachments.list_for_url', params: () => ({ url: 'https://example.com/door.png' }) },
  { call: 'attachments.get', params: id('attachment') },
  { call: 'attachments.update', params: (known) => ({ id: known.attachment, title: 'Door' }) },
  { call: 'comments.create', params: (known) => ({ issueId: known.issue, body: 'Done?' }), as: 'comment' },
  { call: 'comments.list', params: ofIssue },
  { call: 'comments.list_all', params: (known) => ({ userId: known.me }) },
  { call: 'comments.get', params: id('comment') },
  { call: 'comments.update', params: (known) => ({ id: known.comment, body: 'Done.' }) },
  { call: 'comments.resolve', params: id('comment') },
  { call: 'comments.unresolve', params: id('comment') },
  {
    call: 'documents.create',
    params: (known) => ({ title: 'Door book', content: '# Doors', projectId: known.project }),
    as: 'document',
  },
  { call: 'documents.list', params: (known) => ({ projectId: known.project }) },
  { call: 'documents.api_search', params: () => ({ term: 'door' }) },
  { call: 'documents.get', params: id('document') },
  { call: 'documents.update', params: (known) => ({ id: known.document, content: '# Hinges' }) },
  { call: 'documents.delete', params: id('document') },
  { call: 'documents.unarchive', params: id('document') },
  { call: 'comments.delete', params: id('comment') },
  { call: 'attachments.delete', params: id('attachment') },
  { call: 'issue_relations.delete', params: id('relation') },
  { call: 'issues.archive', params: id('issue') },
  { call: 'issues.unarchive', params: id('issue') },
  { call: 'issues.delete', params: id('issue') },
  { call: 'labels.delete', params: id('label') },
  { call: 'project_milestones.delete', params: id('milestone') },
  { call: 'projects.delete', params: id('project') },
  { call: 'projects.unarchive', params: id('project') },
  { call: 'cycles.archive', params: id('cycle') },
]

test('every operation is one that Linear knows, and what it answers is a record as it is stated', async (t) => {
  await using stage = await openStage({
    definition: linear,
    play: (options) => emulate(linearVendor, options),
  })
  const known: Known = {}
  for (const { call, params = () => ({}), as } of STEPS) {
    await t.test(call, async () => {
      const [entity = '', action = ''] = call.split('.')
      const { data, page, warnings } = await stage.call({ entity, action, params: params(known) })
      assert.deepEqual(warnings, [])
      const records = (page === undefined ? [data] : data) as readonly Named[]
      assert.ok(records.length > 0)
      const removed = records.every(({ success }) => success === true)
      if (!removed) assert.deepEqual(recordFindings(linear, { entity, action }, records), [])
      if (as !== undefined) known[as] = records[0]?.id ?? ''
      assert.deepEqual(
        stage.ledger.requests().filter(({ verdict }) => verdict !== 'valid'),
        [],
      )
    })
  }
})

test('none is left out', () => {
  const stated = Object.entries(linear.entities).flatMap(([entity, { actions }]) =>
    Object.keys(actions).map((action) => `${entity}.${action}`),
  )
  assert.deepEqual([...new Set(STEPS.map(({ call }) => call))].sort(), stated.sort())
})
