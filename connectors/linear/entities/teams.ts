import { entity, nullable } from '@sallyport/definition'
import { filtered, filterParams, filterWire } from '../filters.ts'
import * as link from '../links.ts'
import { reads, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import { byChange } from '../sync.ts'
import * as v from '../values.ts'

const Team = v.object({
  id: v.text,
  key: v.text,
  name: v.text,
  displayName: v.text,
  description: v.maybeText,
  color: v.maybeText,
  icon: v.maybeText,
  visibility: v.text,
  timezone: v.text,
  issueCount: v.number,
  parent: nullable(link.TeamLink),
  activeCycle: nullable(v.object({ id: v.text, number: v.number, name: v.maybeText })),
  defaultIssueState: nullable(link.StateLink),
  triageIssueState: nullable(link.StateLink),
  defaultIssueEstimate: v.number,
  issueEstimationType: v.text,
  issueEstimationAllowZero: v.flag,
  issueEstimationExtended: v.flag,
  cyclesEnabled: v.flag,
  cycleDuration: v.number,
  cycleCooldownTime: v.number,
  cycleStartDay: v.number,
  cycleCalenderUrl: v.text,
  cycleLockToActive: v.flag,
  cycleIssueAutoAssignStarted: v.flag,
  cycleIssueAutoAssignCompleted: v.flag,
  upcomingCycleCount: v.number,
  triageEnabled: v.flag,
  requirePriorityToLeaveTriage: v.flag,
  autoArchivePeriod: v.number,
  autoClosePeriod: v.maybeNumber,
  autoCloseStateId: v.maybeText,
  groupIssueHistory: v.flag,
  scimManaged: v.flag,
  setIssueSortOrderOnStateChange: v.text,
  createdAt: v.time,
  updatedAt: v.time,
  archivedAt: v.maybeTime,
})

const TEAM = selectionOf(Team)

export const teams = entity({
  about: 'Groups of people; every issue is one team\u2019s.',
  record: Team,
  key: ['id'],
  compact: ['id', 'key', 'name', 'description'],
  untrusted: ['name', 'displayName', 'description'],
  search: {
    fields: { key: 'keyword', name: 'text', description: 'text', visibility: 'keyword', updatedAt: 'date' },
  },
  sync: { ...byChange, deleted: { field: 'archivedAt' } },
  relations: {
    parent: { field: 'parent.id', entity: 'teams', key: 'id' },
    cycle: { field: 'activeCycle.id', entity: 'cycles', key: 'id' },
    state: { field: 'defaultIssueState.id', entity: 'workflow_states', key: 'id' },
  },
  actions: {
    list: walks('teams', {
      about: 'Teams that the credential can see.',
      each: TEAM,
      variables: filtered('Team'),
      params: { key: v.optional(v.id), ...filterParams },
      wire: { ...filterWire, key: { as: 'filter.key.eq' } },
    }),
    get: reads('team', TEAM, { about: 'One team.' }),
  },
})
