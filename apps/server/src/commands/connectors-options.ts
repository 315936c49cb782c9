import { parseArgs } from 'node:util'
import type { ClientChoice } from '../config.ts'

export type ConnectorsArguments = ClientChoice &
  (
    | { readonly action: 'list' }
    | { readonly action: 'remove'; readonly id: string }
    | { readonly action: 'push'; readonly file: string; readonly approve: string | undefined }
  )

export const connectorsUsage = `Usage: sallyport connectors push <definition.json> [--approve <hash>]
       sallyport connectors list
       sallyport connectors remove <definition id>
With each: [--url https://engine.example] [--application application.json]
Without them: SALLYPORT_URL; SALLYPORT_CLIENT_ID and SALLYPORT_CLIENT_SECRET, or application.json of SALLYPORT_DATA_DIR.`

/** Reads what follows `connectors`. Throws a `TypeError` that says what is wrong. */
export function readConnectorsArguments(args: readonly string[]): ConnectorsArguments {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: { url: { type: 'string' }, application: { type: 'string' }, approve: { type: 'string' } },
    allowPositionals: true,
    strict: true,
  })
  const { url, application, approve } = values
  const [action, subject, ...more] = positionals
  if (more.length > 0) throw new TypeError('There are too many words.')
  if (approve !== undefined && action !== 'push') throw new TypeError('--approve goes with push.')
  if (action === 'list' && subject === undefined) return { action, url, application }
  if (subject === undefined) throw new TypeError('Say push and a file, list, or remove and an id.')
  if (action === 'push') return { action, file: subject, approve, url, application }
  if (action === 'remove') return { action, id: subject, url, application }
  throw new TypeError(`There is nothing like "connectors ${action}".`)
}
