import { addOrganization, everyOrganization, parseName } from '@sallyport/engine'
import type { Config } from '../config.ts'
import { systemEdge } from '../edge.ts'
import { makeOrganization } from '../make-organization.ts'
import type { OpenOrganizations } from '../open-organizations.ts'
import { openRootKeysOf } from '../root-keys.ts'
import type { Command } from './command.ts'
import {
  type OrganizationsArguments,
  organizationsUsage,
  readOrganizationsArguments,
} from './organizations-options.ts'
import { runOnHost } from './run-on-host.ts'
import { keepInFile, type Report, shownOnce } from './shown-once.ts'

export const organizations: Command = {
  name: 'organizations',
  about: 'Makes and lists organizations on the host, beside running engines.',
  usage: organizationsUsage,
  run: (args) => runOnHost({ read: readOrganizationsArguments, usage: organizationsUsage, act }, args),
}

async function act(parsed: OrganizationsArguments, open: OpenOrganizations, config: Config): Promise<Report> {
  if (parsed.action === 'list') return list(open)
  const { work, deployment } = open
  const name = parseName('--name', parsed.name)
  const rootKeys = await openRootKeysOf(deployment, config)
  const made = await makeOrganization(systemEdge, { name, deploymentId: deployment.id, rootKeys })
  const application = { client_id: made.clientId, client_secret: made.clientSecret, organization_id: made.id }
  await addOrganization(work, made, () => keepInFile(parsed.out, application))
  return shownOnce(parsed.out, application)
}

async function list({ work }: OpenOrganizations): Promise<Report> {
  const rows: { id: string; name: string; created_at: string }[] = []
  for await (const { id, name, createdAt } of everyOrganization(work))
    rows.push({ id, name, created_at: createdAt.toISOString() })
  const lines = rows.map(({ id, name, created_at }) => [id, created_at.slice(0, 10), name].join('  '))
  return { facts: { organizations: rows }, lines }
}
