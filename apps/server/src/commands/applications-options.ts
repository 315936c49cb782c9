import { parseArgs } from 'node:util'

export type ApplicationsArguments = { readonly json: boolean } & (
  | { readonly action: 'list'; readonly organizationId: string | undefined }
  | ({ readonly action: 'create'; readonly organizationId: string; readonly name: string } & Out)
  | ({ readonly action: 'rotate'; readonly clientId: string; readonly keepMs: number } & Out)
  | { readonly action: 'revoke'; readonly clientId: string; readonly olderSecretOnly: boolean }
  | {
      readonly action: 'grant' | 'ungrant'
      readonly clientId: string
      readonly organizationId: string
    }
)

interface Out {
  /** The file that the secret is written to; absent: it is shown. */
  readonly out: string | undefined
}

export const applicationsUsage = `Usage: sallyport applications create --organization <id> --name <name> [--out <file>]
       sallyport applications list [--organization <id>]
       sallyport applications rotate <client id> [--keep <hours, 24> | --end-old] [--out <file>]
       sallyport applications revoke <client id> [--secret-older]
       sallyport applications grant <client id> --organization <id>
       sallyport applications ungrant <client id> --organization <id>
With each: [--json]
A secret is shown once, or with --out written to a file for your eyes only.
Runs on the host with the settings of the engine, beside running engines or alone; these see it within a second.`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const HOUR_MS = 3_600_000
const DEFAULT_HOURS = '24'
const MAX_HOURS = 720

/** Which options mean something with which actions. */
const BELONGS: Readonly<Record<string, readonly string[]>> = {
  organization: ['create', 'list', 'grant', 'ungrant'],
  name: ['create'],
  out: ['create', 'rotate'],
  keep: ['rotate'],
  'end-old': ['rotate'],
  'secret-older': ['revoke'],
}

/** Reads what follows `applications`. Throws a `TypeError` that says what is wrong. */
export function readApplicationsArguments(args: readonly string[]): ApplicationsArguments {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      organization: { type: 'string' },
      name: { type: 'string' },
      out: { type: 'string' },
      keep: { type: 'string' },
      'end-old': { type: 'boolean' },
      'secret-older': { type: 'boolean' },
    },
    allowPositionals: true,
    strict: true,
  })
  const [action = '', clientId, ...more] = positionals
  if (more.length > 0) throw new TypeError('There are too many words.')
  const { json, organization, name, out } = values
  refuseStray(action, values)
  switch (action) {
    case 'list':
    case 'create': {
      if (clientId !== undefined) throw new TypeError(`"${action}" names no application.`)
      if (action === 'list')
        return { json, action, organizationId: organization === undefined ? undefined : idOf(organization) }
      if (name === undefined) throw new TypeError('Name the application with --name.')
      return { json, action, organizationId: idOf(organization), name, out }
    }
    case 'rotate':
      return { json, action, clientId: named(clientId), keepMs: keepOf(values), out }
    case 'revoke':
      return {
        json,
        action,
        clientId: named(clientId),
        olderSecretOnly: values['secret-older'] ?? false,
      }
    case 'grant':
    case 'ungrant':
      return { json, action, clientId: named(clientId), organizationId: idOf(organization) }
    default:
      throw new TypeError(
        action === '' ? 'Say what is to be done.' : `There is nothing like "applications ${action}".`,
      )
  }
}

function refuseStray(action: string, values: Readonly<Record<string, unknown>>): void {
  for (const [name, actions] of Object.entries(BELONGS)) {
    if (values[name] !== undefined && !actions.includes(action))
      throw new TypeError(`--${name} goes with ${actions.join(' and ')}.`)
  }
}

function named(clientId: string | undefined): string {
  if (clientId === undefined) throw new TypeError('Name the application by its client id.')
  return clientId
}

function idOf(organization: string | undefined): string {
  if (organization !== undefined && UUID.test(organization)) return organization
  throw new TypeError('Name the organization with --organization and its id, a UUID in lower case.')
}

function keepOf({
  keep,
  'end-old': endOld,
}: {
  readonly keep?: string | undefined
  readonly 'end-old'?: boolean | undefined
}): number {
  if (endOld && keep !== undefined) throw new TypeError('Say --keep or --end-old, not both.')
  if (endOld) return 0
  const text = keep ?? DEFAULT_HOURS
  const hours = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN
  if (hours >= 1 && hours <= MAX_HOURS) return hours * HOUR_MS
  throw new TypeError(`--keep is to be a whole number of hours from 1 to ${MAX_HOURS}.`)
}
