import { parseArgs } from 'node:util'
import type { ClientChoice } from '../client-config.ts'

export interface RevokeArguments extends ClientChoice {
  /** What is asked of the engine. */
  readonly request:
    | { readonly kind: 'bulk'; readonly body: Readonly<Record<string, unknown>> }
    | { readonly kind: 'workspace'; readonly id: string }
    | { readonly kind: 'report'; readonly id: string }
  readonly json: boolean
}

export const revokeUsage = `Usage: sallyport revoke --connector <type> [--before <time>] [--workspace <name>] [--dry-run]
       sallyport revoke --before <time> [--workspace <name>] [--dry-run]
       sallyport revoke --offboard <workspace id>
       sallyport revoke --report <job id>
With each: [--json] [--url https://engine.example] [--application application.json]
Ends the connectors that fit, revokes their tokens at the third parties, and waits for the report.
Exit code: 0 when every token is ended or cannot be, 1 when some could not be ended, 2 for wrong use.`

/** Reads what follows `revoke`. Throws a `TypeError` that says what is wrong. */
export function readRevokeArguments(args: readonly string[]): RevokeArguments {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      connector: text,
      before: text,
      workspace: text,
      offboard: text,
      report: text,
      url: text,
      application: text,
      'dry-run': flag,
      json: flag,
    },
    strict: true,
  })
  const { url, application, json = false, offboard, report, connector, before, workspace } = values
  const ways = [offboard, report, connector ?? before].filter((way) => way !== undefined)
  if (ways.length !== 1) throw new TypeError('Say --connector or --before, or --offboard, or --report.')
  const common = { url, application, json }
  if (offboard !== undefined) return { ...common, request: { kind: 'workspace', id: offboard } }
  if (report !== undefined) return { ...common, request: { kind: 'report', id: report } }
  const body = {
    ...(connector !== undefined && { connector_type: connector }),
    ...(before !== undefined && { before: timeOf(before) }),
    ...(workspace !== undefined && { workspace_name: workspace }),
    ...(values['dry-run'] && { dry_run: true }),
  }
  return { ...common, request: { kind: 'bulk', body } }
}

function timeOf(text: string): string {
  const time = new Date(text)
  if (Number.isNaN(time.getTime()))
    throw new TypeError('--before is to be a time such as 2026-11-01T00:00:00Z.')
  return time.toISOString()
}
