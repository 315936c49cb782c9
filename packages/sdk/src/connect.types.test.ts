import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Github, github } from './connectors/github.ts'
import { type Client, type CredentialsOf, connect, type ListResult } from './index.ts'

// The compiler checks this file with all others: a line below "@ts-expect-error" that compiles is an error.

const ISSUES = { owner: 'octo-org', repo: 'octo-repo' } as const
const HOSTED = { url: 'https://engine.example', clientId: 'id', clientSecret: 'secret', workspace: 'acme' }

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
/** Compiles only where two types are exactly the same. */
function same<A, B>(..._proof: Same<A, B> extends true ? [] : ['these types differ']): void {}

/** Never called: only its types count. */
export function calls(client: Client<Github>) {
  // @ts-expect-error no such entity
  client.isues
  // @ts-expect-error no such action
  client.issues.lst
  // @ts-expect-error an action of another entity
  client.issues.me
  // @ts-expect-error the name of the wire: it is `search` here
  client.issues.api_search
  // @ts-expect-error no such parameter
  client.issues.list({ ...ISSUES, stat: 'open' })
  // @ts-expect-error an alias of older clients, which `execute` takes
  client.issues.list({ ...ISSUES, states: ['OPEN'] })
  // @ts-expect-error a parameter of the wrong type
  client.issues.list({ owner: 1, repo: 'octo-repo' })
  // @ts-expect-error no such state
  client.issues.list({ ...ISSUES, state: 'opened' })
  // @ts-expect-error the repository is missing
  client.issues.list({ owner: 'octo-org' })
  // @ts-expect-error everything is missing
  client.issues.list()
  // @ts-expect-error one record has no pages
  client.issues.get({ ...ISSUES, number: 1 }, { limit: 3 })
  // @ts-expect-error one record has no pages
  client.issues.get.all
  client.issues.list.all(ISSUES, { cursor: 'x', budget: { items: 5 } })
  // @ts-expect-error one page has no budget
  client.issues.list(ISSUES, { budget: { items: 5 } })
  // @ts-expect-error a limit is a number
  client.issues.list(ISSUES, { limit: '3' })

  void client.users.me()
  void client.repositories.list_mine()
  void client.execute('issues', 'list', { ...ISSUES, states: ['OPEN'] })
  // @ts-expect-error an operation without parameters
  client.users.me({ login: 'octocat' })
}

export async function results(client: Client<Github>) {
  const { data: issue, page: none } = await client.issues.get({ ...ISSUES, number: 1 })
  same<typeof issue.title, string>()
  same<typeof issue.state, 'open' | 'closed'>()
  same<typeof none, undefined>()
  // @ts-expect-error the author of a deleted account is null
  issue.user.login
  same<NonNullable<typeof issue.user>['login'], string>()
  // @ts-expect-error no such field
  issue.headline

  const { data: issues, page } = await client.issues.search({ q: 'crash' })
  same<typeof issues, (typeof issue)[]>()
  same<typeof page.nextCursor, string | null>()
  same<typeof page.complete, boolean>()
  for await (const one of client.issues.list.all(ISSUES)) same<typeof one, typeof issue>()
  same<Awaited<ReturnType<typeof client.issues.list>>, ListResult<typeof issue>>()

  const anything = await client.execute('issues', 'get')
  same<typeof anything.data, unknown>()
}

export function settings() {
  const local = connect(github, {
    credentials: { token: 't' },
    config: { repositories: 'octo-org/octo-repo' },
  })
  const hosted = connect(github, { ...HOSTED, configured: ['repositories'] })
  same<typeof local, typeof hosted>()
  same<typeof local, Client<Github, 'repositories'>>()
  local.issues.list()
  local.issues.list({ state: 'open' })
  local.issues.list(ISSUES)
  local.issues.get({ number: 1 })
  // @ts-expect-error what no setting fills stays required
  local.issues.get()
  // @ts-expect-error what a setting fills keeps its type
  local.issues.list({ owner: 1 })
  // @ts-expect-error a setting fills parameters and adds none
  local.users.me({ owner: 'octo-org' })

  const plain = connect(github, { credentials: { token: 't' } })
  same<typeof plain, Client<Github>>()
  // @ts-expect-error nothing fills the owner
  plain.issues.list()
  // @ts-expect-error no such setting
  connect(github, { credentials: { token: 't' }, config: { repositries: 'octo-org/octo-repo' } })
  // @ts-expect-error no such setting
  connect(github, { ...HOSTED, configured: ['repos'] })
}

export function options() {
  connect(github, { credentials: { token: 't' } })
  connect(github, { credentials: { access_token: 't' } })
  // @ts-expect-error no such field
  connect(github, { credentials: { tokn: 't' } })
  // @ts-expect-error no field at all
  connect(github, { credentials: {} })
  // @ts-expect-error fields of two ways to authenticate
  connect(github, { credentials: { token: 't', access_token: 't' } })
  // @ts-expect-error a field is text
  connect(github, { credentials: { token: undefined } })
  same<
    keyof CredentialsOf<Github>,
    'token' | 'access_token' | 'refresh_token' | 'client_id' | 'client_secret'
  >()
  connect(github, { credentials: { refresh_token: 'r', client_id: 'i', client_secret: 's' } })

  connect(github, HOSTED)
  connect(github, { ...HOSTED, connector: 'Second', fetch, now: Date.now })
  // @ts-expect-error the workspace is missing
  connect(github, { url: 'https://engine.example', clientId: 'id', clientSecret: 'secret' })
  // @ts-expect-error no such option
  connect(github, { ...HOSTED, workspaces: ['acme'] })
  // @ts-expect-error both modes at once
  connect(github, { credentials: { token: 't' }, url: 'https://engine.example' })
  // @ts-expect-error what belongs to hosted mode
  connect(github, { credentials: { token: 't' }, configured: ['repositories'] })
  // @ts-expect-error settings of a hosted connector are named, and kept by the engine
  connect(github, { ...HOSTED, config: { repositories: 'octo-org/octo-repo' } })
}

describe('what the compiler says of a mistake is short, and names what there is', () => {
  const mistakes: readonly (readonly [code: string, ...words: string[]])[] = [
    ['client.isues', "'isues' does not exist on type 'Client<Github, never>'", "Did you mean 'issues'?"],
    [
      'client.issues.lst',
      `'lst' does not exist on type 'EntityClient<Github, "issues", never>'`,
      "Did you mean 'list'?",
    ],
    [
      "client.labels.get({ owner: 'octo-org', repo: 'octo-repo' })",
      "Property 'name' is missing in type '{ owner: string; repo: string; }'",
      "required in type '{ owner: string; repo: string; name: string; }'",
    ],
    [
      "client.labels.list({ owner: 'octo-org', rep: 'octo-repo' })",
      "'rep' does not exist in type '{ owner: string; repo: string; }'",
      "Did you mean to write 'repo'?",
    ],
    [
      "client.issues.list({ owner: 'octo-org', repo: 'octo-repo', state: 'opened' })",
      `'"opened"' is not assignable to type '"all" | "closed" | "open"'`,
    ],
    [
      "connect(github, { credentials: { tokn: '' } })",
      "'tokn' does not exist in type 'CredentialsOf<Github>'",
      "Did you mean to write 'token'?",
    ],
    ["connect(github, { url: '', clientId: '', clientSecret: '' })", "Property 'workspace' is missing"],
  ]

  test('for each of the common mistakes', async () => {
    const printed = await compile(mistakes.map(([code]) => code))
    for (const [index, [code, ...words]] of mistakes.entries()) {
      const said = printed.get(index) ?? ''
      for (const word of words) assert.ok(said.includes(word), `${code}\n${said}`)
      assert.ok(said.length < 500, said)
    }
  })
})

/** What the compiler says of each line of a program. */
async function compile(lines: readonly string[]): Promise<ReadonlyMap<number, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-types-'))
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const here = fileURLToPath(new URL('.', import.meta.url))
  const head = [
    `import { connect } from '${here}index.ts'`,
    `import { github } from '${here}connectors/github.ts'`,
    "const client = connect(github, { credentials: { token: '' } })",
  ]
  const config = {
    extends: `${root}tsconfig.json`,
    compilerOptions: { typeRoots: [`${root}node_modules/@types`] },
    include: ['.'],
  }
  try {
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
    await writeFile(join(folder, 'mistakes.ts'), [...head, ...lines].join('\n'))
    const text = await outputOf([join(root, 'node_modules/typescript/bin/tsc'), '--project', folder])
    const said = new Map<number, string>()
    for (const [, line, words = ''] of text.matchAll(/mistakes\.ts\((\d+),\d+\): (.+(?:\n {2}.+)*)/g)) {
      said.set(Number(line) - head.length - 1, words)
    }
    return said
  } finally {
    await rm(folder, { recursive: true })
  }
}

function outputOf(command: string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, command, (_, stdout) => resolve(stdout))
  })
}
