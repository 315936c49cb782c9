import type { Vault } from '@sallyport/vault'
import type { Principal } from '../execute/principal.ts'
import { noCursor, openCursor, sealCursor } from '../paging/cursor.ts'
import type { Storage } from '../ports.ts'
import { workspaceNotFound } from '../workspaces/workspace-refusals.ts'
import { usagePeriod } from './usage-period.ts'
import type { UsageFilter, UsagePeriod, UsagePlace, UsageRow, UsageTotals } from './usage-store.ts'

export interface ReportUsageOptions {
  readonly usage: Storage['usage']
  readonly workspaces: Storage['workspaces']
  readonly vault: Vault
  readonly now: () => number
}

export interface ReportUsageInput extends Partial<UsagePeriod> {
  /** Left out: of the whole organization. */
  readonly workspaceId?: string
  /** 1 to 100. */
  readonly limit: number
  readonly cursor?: string
}

export interface UsageReport extends UsagePeriod {
  /** Of the whole time, whatever the page. */
  readonly totals: UsageTotals
  readonly rows: readonly UsageRow[]
  readonly next?: string
}

interface Place {
  readonly filter: UsageFilter
  readonly after: UsagePlace
}

/**
 * What was used, day by day and connector by connector. Also of a workspace that was deleted.
 *
 * @throws SallyportError `workspace_not_found`, `invalid_request`, `invalid_cursor`
 */
export async function reportUsage(
  options: ReportUsageOptions,
  { scope }: Principal<'application'>,
  input: ReportUsageInput,
): Promise<UsageReport> {
  const { usage, workspaces, vault, now } = options
  const { workspaceId, cursor, limit } = input
  if (workspaceId !== undefined) {
    const found =
      (await workspaces.find(scope, workspaceId)) ?? (await workspaces.findDeleted(scope, workspaceId))
    if (found === undefined) throw workspaceNotFound()
  }
  const cursors = { vault, organizationId: scope.organizationId, list: 'usage' }
  const place = cursor === undefined ? undefined : await openCursor<Place>(cursors, cursor)
  const filter = place === undefined ? filterOf(input, now()) : goingOn(place.filter, input)
  const [totals, found] = await Promise.all([
    usage.total(scope, filter),
    usage.list(scope, { ...filter, ...(place && { after: place.after }), limit: limit + 1 }),
  ])
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const page = { from: filter.from, to: filter.to, totals, rows }
  if (found.length <= limit || last === undefined) return page
  const after = { day: last.day, workspaceId: last.workspaceId, connectorId: last.connectorId }
  return { ...page, next: await sealCursor(cursors, { filter, after } satisfies Place) }
}

function filterOf({ workspaceId, from, to }: ReportUsageInput, now: number): UsageFilter {
  const asked = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  return { ...usagePeriod(asked, now), ...(workspaceId !== undefined && { workspaceId }) }
}

/** A cursor brings what its list was asked for; who says it again has to say the same. */
function goingOn(filter: UsageFilter, { workspaceId, from, to }: ReportUsageInput): UsageFilter {
  const differs =
    workspaceId !== filter.workspaceId ||
    (from ?? filter.from) !== filter.from ||
    (to ?? filter.to) !== filter.to
  if (differs) throw noCursor()
  return filter
}
