import {
  type Application,
  addApplication,
  endOlderSecret,
  everyOrganization,
  findOrganization,
  formatClientId,
  grantOrganization,
  type OrganizationWork,
  revokeApplication,
  rotateSecret,
  scopeOfOrganization,
  ungrantOrganization,
} from '@sallyport/engine'
import type { OpenOrganizations } from '../open-organizations.ts'
import {
  type ApplicationsArguments,
  applicationsUsage,
  readApplicationsArguments,
} from './applications-options.ts'
import type { Command } from './command.ts'
import { runOnHost } from './run-on-host.ts'
import { keepInFile, type Report, shownOnce } from './shown-once.ts'

export const applications: Command = {
  name: 'applications',
  about: 'Makes, lists, rotates, revokes and grants client credentials on the host, beside running engines.',
  usage: applicationsUsage,
  run: (args) => runOnHost({ read: readApplicationsArguments, usage: applicationsUsage, act }, args),
}

type Of<Action> = Extract<ApplicationsArguments, { readonly action: Action }>

function act(parsed: ApplicationsArguments, { work }: OpenOrganizations): Promise<Report> {
  switch (parsed.action) {
    case 'list':
      return list(work, parsed)
    case 'create':
      return create(work, parsed)
    case 'rotate':
      return rotate(work, parsed)
    case 'revoke':
      return revoke(work, parsed)
    default:
      return changeGrant(work, parsed)
  }
}

async function create(work: OrganizationWork, { organizationId, name, out }: Of<'create'>): Promise<Report> {
  const fileOf = (clientId: string, clientSecret: string) => ({
    client_id: clientId,
    client_secret: clientSecret,
    organization_id: organizationId,
  })
  const { clientId, clientSecret } = await addApplication(work, { organizationId, name }, (made) =>
    keepInFile(out, fileOf(made.clientId, made.clientSecret)),
  )
  return shownOnce(out, fileOf(clientId, clientSecret))
}

async function rotate(work: OrganizationWork, { clientId, keepMs, out }: Of<'rotate'>): Promise<Report> {
  const fileOf = (organizationId: string, clientSecret: string) => ({
    client_id: clientId,
    client_secret: clientSecret,
    organization_id: organizationId,
  })
  const { organizationId, clientSecret, previousUntil } = await rotateSecret(
    work,
    { clientId, keepMs },
    (made) => keepInFile(out, fileOf(made.organizationId, made.clientSecret)),
  )
  const { facts, lines } = shownOnce(out, fileOf(organizationId, clientSecret))
  const until = previousUntil?.toISOString() ?? null
  const older =
    until === null
      ? 'Every older secret has ended, and the tokens that came by it.'
      : `The secret before works until ${until}; end it with applications revoke <client id> --secret-older.`
  return { facts: { ...facts, older_secret_until: until }, lines: [...lines, older] }
}

async function revoke(work: OrganizationWork, { clientId, olderSecretOnly }: Of<'revoke'>): Promise<Report> {
  if (olderSecretOnly) {
    const ended = await endOlderSecret(work, clientId)
    const line = ended
      ? 'The older secret has ended, and the tokens that came by it.'
      : 'There is one secret only: nothing was changed.'
    return { facts: { client_id: clientId, older_secret_ended: ended }, lines: [line] }
  }
  const revoked = await revokeApplication(work, clientId)
  const others = revoked.filter((id) => id !== clientId)
  const lines = [
    revoked.includes(clientId) ? `${clientId} is revoked.` : `${clientId} had been revoked before.`,
    ...others.map((id) => `${id}, which it had asked for, is revoked too.`),
  ]
  return { facts: { revoked }, lines }
}

async function changeGrant(
  work: OrganizationWork,
  { action, clientId, organizationId }: Of<'grant' | 'ungrant'>,
): Promise<Report> {
  const change = action === 'grant' ? grantOrganization : ungrantOrganization
  const changed = await change(work, { clientId, organizationId })
  const [may, already] = action === 'grant' ? ['may', 'already'] : ['may no longer', 'not before either']
  const line = `${clientId} ${may} act in ${organizationId}${changed ? '' : `: ${already}`}.`
  return { facts: { client_id: clientId, organization_id: organizationId, changed }, lines: [line] }
}

async function list(work: OrganizationWork, { organizationId }: Of<'list'>): Promise<Report> {
  const found: Application[] = []
  const organizations =
    organizationId === undefined ? everyOrganization(work) : [await findOrganization(work, organizationId)]
  for await (const { id } of organizations) {
    found.push(...(await work.host.applications(scopeOfOrganization(id))))
  }
  const rows = found.map((application) => factsOf(application, work.now()))
  const lines = rows.map(({ client_id, organization_id, status, name }) =>
    [client_id, organization_id, status.padEnd(11), name].join('  '),
  )
  return { facts: { applications: rows }, lines }
}

/** What is told of an application: nothing that it logs in with. */
function factsOf({ id, organizationId, ...row }: Application, now: number) {
  const clientIdOf = (applicationId: string) => formatClientId({ organizationId, applicationId })
  const olderUntil =
    row.previousUntil !== null && row.previousUntil.getTime() > now ? row.previousUntil : null
  const inUse = olderUntil === null ? 'in use' : 'two secrets'
  return {
    client_id: clientIdOf(id),
    organization_id: organizationId,
    name: row.name,
    status: row.revokedAt === null ? inUse : 'revoked',
    created_at: row.createdAt.toISOString(),
    revoked_at: row.revokedAt?.toISOString() ?? null,
    older_secret_until: olderUntil?.toISOString() ?? null,
    granted: row.granted,
    made_by: row.madeBy === null ? null : clientIdOf(row.madeBy),
  }
}
