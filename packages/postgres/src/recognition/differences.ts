import type { ServerIdentity } from './server-identity.ts'
import type { Position, StoredDeployment } from './stored-deployment.ts'

/** What this host has seen of its database, kept outside of it. */
export interface SeenDeployment extends Position {
  readonly deploymentId: string
  /** Of an embedded database, which folder of this machine it was in. */
  readonly place?: string | undefined
}

/** What an engine does on a new timeline of the server that it knows. */
export type OnFailover = 'quarantine' | 'adopt'

export interface Encounter {
  readonly stored: StoredDeployment
  readonly server: ServerIdentity
  readonly seen: SeenDeployment | undefined
  /** Of an embedded database, where it is now. Such a one has one host, so that host has seen it before. */
  readonly place?: string | undefined
  readonly onFailover: OnFailover
}

export interface Difference {
  readonly what:
    | 'restored'
    | 'deployment'
    | 'behind'
    | 'system'
    | 'database'
    | 'timeline'
    | 'unseen'
    | 'place'
  readonly message: string
}

type Rule = readonly [what: Difference['what'], differs: (encounter: Encounter) => string | false | undefined]

/** Every way in which a database can be another than the one that this engine knew. */
const RULES: readonly Rule[] = [
  ['restored', ({ stored }) => stored.restored && 'It was restored from a backup.'],
  [
    'deployment',
    ({ stored, seen }) =>
      seen !== undefined &&
      seen.deploymentId !== stored.id &&
      `It holds deployment ${stored.id}, and this host has seen ${seen.deploymentId}.`,
  ],
  [
    'behind',
    ({ stored, seen }) =>
      seen?.deploymentId === stored.id &&
      isBehind(stored, seen) &&
      `It is at ${positionOf(stored)}, and this host has seen it at ${positionOf(seen)}: later changes are missing.`,
  ],
  ['system', (encounter) => comparing(encounter, 'system', 'database server')],
  ['database', (encounter) => comparing(encounter, 'database', 'database of the server')],
  ['timeline', (encounter) => !isAllowedFailover(encounter) && comparing(encounter, 'timeline', 'timeline')],
  [
    'unseen',
    ({ stored, seen, place }) =>
      place !== undefined &&
      seen === undefined &&
      stored.adopted !== undefined &&
      'This host has not seen it before, and an embedded database has one host.',
  ],
  [
    'place',
    ({ seen, place }) =>
      place !== undefined &&
      seen?.place !== undefined &&
      seen.place !== place &&
      'Its folder is not the one that this host has seen, but a copy.',
  ],
]

/** What is not as this engine knew it. Nothing: the database is the one, and may be worked with. */
export function differencesOf(encounter: Encounter): Difference[] {
  return RULES.flatMap(([what, differs]) => {
    const message = differs(encounter)
    return message ? [{ what, message }] : []
  })
}

/** An earlier state of one history has no higher epoch, and within an epoch no higher sequence. */
export function isBehind(one: Position, other: Position): boolean {
  return one.epoch < other.epoch || (one.epoch === other.epoch && one.sequence < other.sequence)
}

function comparing({ stored, server }: Encounter, part: keyof ServerIdentity, name: string) {
  const adopted = stored.adopted?.[part]
  return (
    adopted !== undefined &&
    adopted !== server[part] &&
    `It was adopted on ${name} ${adopted}, and this is ${name} ${server[part]}.`
  )
}

/** The operator says that standbys are synchronous: a promoted one has everything that the old primary confirmed. */
function isAllowedFailover({ onFailover, stored, server }: Encounter): boolean {
  return onFailover === 'adopt' && server.timeline > (stored.adopted?.timeline ?? 0)
}

function positionOf({ epoch, sequence }: Position): string {
  return `epoch ${epoch}, change ${sequence}`
}
