import { parseArgs } from 'node:util'

export type OrganizationsArguments = { readonly json: boolean } & (
  | { readonly action: 'list' }
  | { readonly action: 'create'; readonly name: string; readonly out: string | undefined }
)

export const organizationsUsage = `Usage: sallyport organizations create --name <name> [--out <file>]
       sallyport organizations list
With each: [--json]
A new organization comes with an application. Its secret is shown once, or with --out written to a file for your eyes only.
Runs on the host with the settings of the engine, beside running engines or alone.`

/** Reads what follows `organizations`. Throws a `TypeError` that says what is wrong. */
export function readOrganizationsArguments(args: readonly string[]): OrganizationsArguments {
  const { positionals, values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      name: { type: 'string' },
      out: { type: 'string' },
    },
    allowPositionals: true,
    strict: true,
  })
  const { json, name, out } = values
  const [action = '', ...more] = positionals
  if (more.length > 0) throw new TypeError('There are too many words.')
  if (action === 'create') {
    if (name === undefined) throw new TypeError('Name the organization with --name.')
    return { json, action, name, out }
  }
  if (action !== 'list')
    throw new TypeError(
      action === '' ? 'Say what is to be done.' : `There is nothing like "organizations ${action}".`,
    )
  if (name !== undefined || out !== undefined) throw new TypeError('--name and --out go with create.')
  return { json, action }
}
