import type { Answer, Operations } from '@sallyport/contract'
import { SallyportError, Secret } from '@sallyport/errors'
import type { CommandCall, CommandRow, Shown } from '../command-row.ts'
import type { Connection, Login } from '../host.ts'
import { readAll, readJsonFile, readTextFile } from '../input/json-input.ts'
import { wrongUse } from '../input/wrong-use.ts'
import { openSession, type Session } from '../session.ts'

const TEXT = { type: 'string' }

export const loginRows: readonly CommandRow[] = [
  {
    words: ['login'],
    about: 'Keeps an engine, a client id and its secret in a file for your eyes only, after trying them.',
    own: {
      client_id: { ...TEXT, description: 'Of the application; asked for on a terminal.' },
      client_secret_file: { ...TEXT, description: 'Holds the client secret; - for the standard input.' },
    },
    run: login,
  },
  {
    words: ['login', 'show'],
    about: 'Shows which engine and application commands use. Never the secret.',
    run: show,
  },
  {
    words: ['logout'],
    about: 'Removes the login. Its secret stays good until it is rotated or revoked.',
    run: logout,
  },
]

async function login(call: CommandCall): Promise<Shown> {
  const { host, options } = call
  const connection = await askedFor(call)
  const session = openSession(host, { connection, verbose: options.verbose })
  const organization = await chooseOrganization(call, session)
  const content: Login = {
    url: connection.url,
    client_id: connection.clientId,
    client_secret: connection.clientSecret.reveal(),
    organization_id: organization.id,
    organization_name: organization.organization_name,
    workspace: null,
  }
  await host.loginFile.write(content)
  const { client_secret: _, ...open } = content
  const who = `${organization.organization_name} (${organization.id})`
  return {
    answer: { ...open, file: host.loginFile.path },
    lines: [`Logged in at ${connection.url} for ${who}.`, `Kept in ${host.loginFile.path}.`],
  }
}

/** What is not on the command line is asked for, where somebody can answer. */
async function askedFor({ host, input, options, prompts }: CommandCall): Promise<Connection> {
  if (options.application !== undefined)
    return ofFile(await readJsonFile(options.application), host.engineUrl(options))
  const clientId = textOf(input.client_id)
  const file = textOf(input.client_secret_file)
  if (!prompts.able && (clientId === undefined || file === undefined)) {
    throw wrongUse(
      'There is no terminal to ask on.',
      'Give --client-id and --client-secret-file, or --application with a file that has both; and --url.',
    )
  }
  const usual = host.engineUrl(options)
  const asked = options.url === undefined && prompts.able
  const url = asked ? host.engineUrl({ url: await prompts.text('Address of the engine', usual) }) : usual
  return {
    url,
    clientId: clientId ?? (await prompts.text('Client id')),
    clientSecret: new Secret(
      file === undefined ? await prompts.secret('Client secret') : await secretIn(file, host),
    ),
    organizationId: options.organization,
  }
}

function ofFile(content: unknown, url: string): Connection {
  const { client_id, client_secret } = Object(content) as Readonly<Record<string, unknown>>
  if (typeof client_id === 'string' && typeof client_secret === 'string')
    return { url, clientId: client_id, clientSecret: new Secret(client_secret) }
  throw wrongUse('The application file has no client_id and client_secret.')
}

async function secretIn(file: string, { screen }: CommandCall['host']): Promise<string> {
  const secret = (file === '-' ? await readAll(screen.stdin) : await readTextFile(file)).trim()
  if (secret === '') throw wrongUse('The file of the client secret is empty.')
  return secret
}

type Organization = Answer<Operations['listOrganizations']>['organizations'][number]

/** The one that the application reaches, or the one that is meant of several. */
async function chooseOrganization(
  { options, prompts }: CommandCall,
  session: Session,
): Promise<Organization> {
  const { organizations } = await session.call('listOrganizations', {})
  const [first, second] = organizations
  const named = organizations.find(({ id }) => id === options.organization)
  if (named !== undefined) return named
  if (first !== undefined && second === undefined && options.organization === undefined) return first
  const choices = organizations.map(({ id, organization_name }) => ({
    value: id,
    label: `${organization_name} (${id})`,
  }))
  if (options.organization === undefined && first !== undefined && prompts.able) {
    const chosen = await prompts.choose('Which organization?', choices)
    return organizations.find(({ id }) => id === chosen) ?? first
  }
  throw new SallyportError(
    'organization_required',
    'The application does not say which organization is meant.',
    {
      fix: `Add --organization <id>, one of: ${choices.map(({ label }) => label).join(', ')}.`,
    },
  )
}

async function show({ session }: CommandCall): Promise<Shown> {
  const { url, clientId, organizationId, workspace } = session().connection
  const answer = {
    url,
    client_id: clientId,
    organization_id: organizationId ?? null,
    workspace: workspace ?? null,
  }
  return { answer }
}

async function logout({ host }: CommandCall): Promise<Shown> {
  const removed = await host.loginFile.remove()
  const { path } = host.loginFile
  return { answer: { removed, file: path }, lines: [removed ? `${path} is removed.` : 'There was no login.'] }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
