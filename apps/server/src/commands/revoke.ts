import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Operations } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import { loadClientConfig } from '../client-config.ts'
import { argumentsOf } from './arguments-of.ts'
import type { Command } from './command.ts'
import { type EngineCall, openEngineClient } from './engine-client.ts'
import { lastingCall } from './import/import-credentials.ts'
import { type RevokeArguments, readRevokeArguments, revokeUsage } from './revoke-options.ts'
import { complain, complainOf, say, sayJson } from './say.ts'

const WRONG_USE = 2
const POLL_MS = 500

type Report = Answer<Operations['getJob']>

export const revoke: Command = {
  name: 'revoke',
  about: 'Ends connectors, of a type, before a time or of a workspace, and reports on every token.',
  usage: revokeUsage,
  async run(args) {
    const parsed = argumentsOf(readRevokeArguments, args)
    if (parsed instanceof TypeError) {
      complain([parsed.message, revokeUsage])
      return WRONG_USE
    }
    try {
      return await act(parsed)
    } catch (error) {
      if (!SallyportError.isInstance(error)) throw error
      complainOf(error)
      return 1
    }
  },
}

async function act({ request, json, ...choice }: RevokeArguments): Promise<number> {
  const config = loadClientConfig(choice)
  // A vendor's limits make a report of many last longer than a token lives.
  const call = await lastingCall(() => openEngineClient(config))
  const begun = await begin(call, request)
  if (begun.job_id === null) {
    if (json) sayJson(begun)
    else say([`${begun.connectors} connectors would end.`])
    return 0
  }
  // A job goes on without us: what is not waited for is asked for with --report.
  if (!json && request.kind !== 'report') say([`${begun.connectors} connectors end. Job ${begun.job_id}`])
  const report = await finished(call, begun.job_id)
  if (json) sayJson(report)
  else say(linesOf(report))
  return report.receipts.some(({ status }) => status === 'failed') ? 1 : 0
}

async function begin(
  call: EngineCall,
  request: RevokeArguments['request'],
): Promise<Answer<Operations['endConnectors']>> {
  if (request.kind === 'report') return { job_id: request.id, connectors: 0 }
  const asked =
    request.kind === 'bulk'
      ? { path: '/revocations', body: request.body }
      : { path: `/workspaces/${encodeURIComponent(request.id)}/offboard` }
  return (await call({ method: 'POST', ...asked })) as Answer<Operations['endConnectors']>
}

async function finished(call: EngineCall, id: string): Promise<Report> {
  for (;;) {
    const report = (await call({ method: 'GET', path: `/jobs/${encodeURIComponent(id)}` })) as Report
    if (report.status === 'finished') return report
    await sleep(POLL_MS)
  }
}

function linesOf({ receipts, purged }: Report): string[] {
  const rows = receipts.map(({ status, token, name, cause }) =>
    [status.padEnd(11), token.padEnd(13), name, cause ?? ''].join('  ').trimEnd(),
  )
  const counts = ['revoked', 'shared', 'unsupported', 'failed']
    .map((status) => [status, receipts.filter((receipt) => receipt.status === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`)
  const erased = Object.entries(purged ?? {}).map(([what, count]) => `${count} ${what}`)
  return [
    ...rows,
    `Tokens: ${counts.join(', ') || 'none'}.`,
    ...(erased.length > 0 ? [`Erased: ${erased.join(', ')}.`] : []),
  ]
}
