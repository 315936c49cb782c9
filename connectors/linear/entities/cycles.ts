import { entity } from '@sallyport/definition'
import { filtered, filterParams, filterWire, teamId, teamWire } from '../filters.ts'
import * as link from '../links.ts'
import { moves, reads, updates, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import { byChange } from '../sync.ts'
import * as v from '../values.ts'

const { optional } = v

const Cycle = v.object({
  id: v.text,
  number: v.number,
  name: v.maybeText,
  description: v.maybeText,
  team: link.TeamLink,
  startsAt: v.time,
  endsAt: v.time,
  completedAt: v.maybeTime,
  isActive: v.flag,
  isFuture: v.flag,
  isNext: v.flag,
  isPast: v.flag,
  isPrevious: v.flag,
  progress: v.number,
  createdAt: v.time,
  updatedAt: v.time,
  archivedAt: v.maybeTime,
})

const CYCLE = selectionOf(Cycle)

export const cycles = entity({
  about: 'Stretches of time in which a team works on issues.',
  record: Cycle,
  key: ['id'],
  compact: ['id', 'number', 'name', 'team.key', 'startsAt', 'endsAt', 'isActive'],
  untrusted: ['name', 'description'],
  search: {
    fields: {
      number: 'number',
      name: 'text',
      'team.id': 'keyword',
      isActive: 'boolean',
      startsAt: 'date',
      endsAt: 'date',
    },
  },
  sync: { ...byChange, deleted: { field: 'archivedAt' } },
  relations: { team: { field: 'team.id', entity: 'teams', key: 'id' } },
  // Linear makes cycles by itself: `cycleCreate` is deprecated and not supported.
  actions: {
    list: walks('cycles', {
      about: 'Cycles, newest first.',
      each: CYCLE,
      variables: filtered('Cycle'),
      params: { teamId, isActive: optional(v.flag), ...filterParams },
      wire: { ...filterWire, teamId: teamWire, isActive: { as: 'filter.isActive.eq' } },
    }),
    get: reads('cycle', CYCLE, { about: 'One cycle.' }),
    update: updates('cycle', CYCLE, {
      about: 'Names a cycle, or moves its beginning and end.',
      params: {
        name: optional(v.line),
        description: optional(v.text),
        startsAt: optional(v.time),
        endsAt: optional(v.time),
      },
      flow: { content: ['name', 'description'] },
      reversible: true,
    }),
    archive: moves('cycleArchive', CYCLE, {
      about: 'Puts a cycle into the archive; its issues leave it.',
      effect: 'destructive',
      reversible: false,
    }),
  },
})
