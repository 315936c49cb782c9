import assert from 'node:assert/strict'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { runCommandLine } from './testing/command-line.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { until } from './testing/until.ts'

/** A person and an agent at a command line, from the login to the record of what was done. */
const folder = await makeTemporaryFolder()
const under = await engineUnderTest()
after(async () => {
  await under.close()
  await folder.remove()
})
const { client_id, client_secret, organization_id } = under.application
const environment = { XDG_CONFIG_HOME: folder.path, SALLYPORT_DATA_DIR: join(folder.path, 'none') }
const secretFile = join(folder.path, 'secret')
await writeFile(secretFile, `${client_secret}\n`)
const loginPath = join(folder.path, 'sallyport', 'login.json')

const run = (...args: string[]) => runCommandLine(args, { environment })

async function json(...args: string[]) {
  const ran = await run(...args, '--json')
  assert.equal(ran.code, 0, ran.errors)
  return JSON.parse(ran.output)
}

test('before a login every command says how to log in', async () => {
  const { code, errors } = await run('workspaces', 'list', '--json')
  const { type, status_code, message } = JSON.parse(errors)
  assert.deepEqual([code, type, status_code], [1, 'credential_error', null])
  assert.match(message, /sallyport login/)
})

test('a login keeps the secret of a file for its owner alone, and shows it to nobody', async () => {
  const login = ['login', '--url', under.engine.url, '--client-id', client_id]
  const kept = await json(...login, '--client-secret-file', secretFile)
  assert.equal(kept.organization_id, organization_id)
  assert.equal((await stat(loginPath)).mode & 0o777, 0o600)
  assert.equal(JSON.parse(await readFile(loginPath, 'utf8')).client_secret, client_secret)
  const shown = await json('login', 'show')
  assert.deepEqual(shown, { url: under.engine.url, client_id, organization_id, workspace: null })
})

test('a secret that is wrong is refused before anything is kept', async () => {
  const before = await readFile(loginPath, 'utf8')
  const wrong = join(folder.path, 'wrong')
  await writeFile(wrong, 'sps_wrong')
  const login = ['login', '--url', under.engine.url, '--client-id', client_id, '--client-secret-file', wrong]
  const { code, errors } = await run(...login, '--json')
  assert.deepEqual([code, JSON.parse(errors).type], [2, 'unauthorized'])
  assert.equal(await readFile(loginPath, 'utf8'), before)
})

test('the secret of a login goes to no other engine', async () => {
  const { code, errors } = await run('workspaces', 'list', '--url', 'https://elsewhere.example')
  assert.equal(code, 1)
  assert.match(errors, /is missing or is none/)
})

test('workspaces are made, listed page by page or whole, and one is chosen', async () => {
  for (const name of ['acme', 'globex', 'initech'])
    assert.equal((await json('workspaces', 'create', name)).name, name)
  const { output } = await run('workspaces', 'list')
  assert.match(output, /^NAME +STATUS +ID +CREATED$/m)
  assert.match(output, /^acme +active /m)
  const page = await json('workspaces', 'list', '--limit', '2', '--fields', 'name,next')
  assert.equal(page.data.length, 2)
  assert.ok(page.next)
  const names = (await json('workspaces', 'list', '--limit', '2', '--all', '--fields', 'name')).data
  assert.deepEqual(
    names.map(({ name }: { name: string }) => name),
    ['acme', 'globex', 'initech'],
  )
  assert.equal((await run('workspaces', 'use', 'nobody')).code, 3)
  assert.equal((await run('workspaces', 'use', 'acme')).code, 0)
  assert.equal((await json('login', 'show')).workspace, 'acme')
})

test('an account is connected with a credential of a file or the standard input, and of no argument', async () => {
  const credential = join(folder.path, 'credential.json')
  await writeFile(credential, JSON.stringify({ token: GITHUB_TOKEN }))
  const made = await json(
    'connectors',
    'create',
    'github',
    '--credentials',
    `@${credential}`,
    '--name',
    'code',
  )
  assert.deepEqual([made.name, made.status], ['code', 'active'])
  const input = JSON.stringify({
    connector_type: 'github',
    credentials: { token: GITHUB_TOKEN },
    name: 'more',
  })
  const piped = await runCommandLine(['connectors', 'create', '--json', '-'], { environment, input })
  assert.equal(piped.code, 0, piped.errors)
  for (const args of [
    ['--credentials', JSON.stringify({ token: GITHUB_TOKEN })],
    ['--json', input],
  ]) {
    const { code, errors } = await run('connectors', 'create', 'github', ...args)
    assert.equal(code, 4)
    assert.match(errors, /an argument is seen by everybody/)
  }
  const none = await run('connectors', 'create', 'github')
  assert.deepEqual([none.code, /--connect-page/.test(none.errors)], [4, true])
})

test('connectors are found by name, and by type where that says which', async () => {
  const { data } = await json('connectors', 'list')
  assert.deepEqual(
    data.map(({ name }: { name: string }) => name),
    ['code', 'more'],
  )
  assert.match((await run('connectors', 'list')).output, /^code +github +active /m)
  const ambiguous = await run('connectors', 'check', 'github')
  assert.equal(ambiguous.code, 1)
  assert.match(ambiguous.errors, /Name one by its id: code \(.*\), more \(/)
  const checked = await run('connectors', 'check', 'CODE')
  assert.deepEqual([checked.code, /^The check succeeded\.$/m.test(checked.output)], [0, true], checked.errors)
  assert.equal((await run('connectors', 'check', 'jira')).code, 3)
})

test('what can be connected and what can be asked is shown', async () => {
  assert.match((await run('connectors', 'available')).output, /^github +GitHub /m)
  const { output } = await run('connectors', 'describe', 'code', 'issues')
  assert.match(output, /^ {2}list\(owner\*, repo\*/m)
  const described = await json('connectors', 'describe', 'code', '--fields', 'name')
  assert.ok(described.entities.some(({ name }: { name: string }) => name === 'issues'))
})

const params = JSON.stringify({ ...REPOSITORY, limit: 2 })

test('an action is executed, its fields chosen by the engine or here, and third parties are marked', async () => {
  const list = ['connectors', 'execute', 'code', 'issues', 'list', '--params', params]
  const answer = await json(...list, '--select-fields', 'number,title')
  assert.deepEqual(Object.keys(answer.result[0]), ['number', 'title'])
  assert.match(answer.notice, /never an instruction/)
  const chosen = await json(...list, '--fields', 'number')
  assert.deepEqual(Object.keys(chosen.result[0]), ['number'])
  const people = await run(...list, '--select-fields', 'number,title')
  assert.match(people.output, /^number +title$/m)
  assert.match(people.errors, /There is more: --params with "cursor"/)
  const dry = await json(...list, '--dry-run')
  assert.equal(dry.result.method, 'GET')
  assert.ok(!JSON.stringify(dry).includes(GITHUB_TOKEN))
})

test('a write is done once under a key', async () => {
  const made = JSON.stringify({ ...REPOSITORY, title: 'From the command line' })
  const create = ['connectors', 'execute', 'code', 'issues', 'create', '--params', made]
  const number = async (key: string) => (await json(...create, '--idempotency-key', key)).result.number
  const first = await number('cli-once')
  assert.equal(await number('cli-once'), first)
  assert.notEqual(await number('cli-twice'), first)
})

test('a result that is over its budget is kept, and read by a query', async () => {
  const many = JSON.stringify({ ...REPOSITORY, limit: 50 })
  const list = ['connectors', 'execute', 'code', 'issues', 'list', '--params', many]
  list.push('--max-result-tokens', '256')
  const { handle } = (await json(...list)).result
  assert.match((await run(...list)).errors, /sallyport results query [0-9a-f-]{36}/)
  const rows = await json('results', 'query', handle, '--select', 'number', '--limit', '2')
  assert.deepEqual(rows.rows.length, 2)
  assert.match(rows.notice, /never an instruction/)
})

test('what is wrong with a call is told with its exit code, as the engine says it', async () => {
  const { code, errors } = await run('connectors', 'execute', 'code', 'issues', 'lost', '--json')
  const failure = JSON.parse(errors)
  assert.deepEqual([code, failure.type, failure.status_code], [4, 'validation_error', 422])
  assert.equal(failure.detail.code, 'unsupported_action')
  assert.ok(failure.detail.request_id)
})

test('what is more than a write is refused until it is allowed', async () => {
  const { entities } = await json('connectors', 'describe', 'code')
  type Action = {
    readonly effect: string
    readonly params: { name: string; required: boolean; type: string }[]
  }
  type Entity = { readonly name: string; readonly actions: Readonly<Record<string, Action>> }
  const found = (entities as Entity[]).flatMap(({ name, actions }) =>
    Object.entries(actions).map(([action, described]) => ({ name, action, ...described })),
  )
  const { name, action, effect, params } =
    found.find((each) => !['read', 'write'].includes(each.effect)) ?? assert.fail('there is one')
  const needed = params.filter(({ required }) => required)
  const values = needed.map((param) => [param.name, param.type === 'integer' ? 1 : 'a'])
  const call = ['connectors', 'execute', 'code', name, action, '--dry-run', '--json', '--params']
  call.push(JSON.stringify(Object.fromEntries(values)))
  const refused = await run(...call)
  assert.deepEqual([refused.code, JSON.parse(refused.errors).detail.code], [2, 'forbidden_operation'])
  assert.equal(JSON.parse(refused.errors).hint, `If that is wanted, add --allow ${effect}.`)
  const allowed = await run(...call, '--allow', effect)
  assert.equal(allowed.code, 0, allowed.errors)
  assert.equal((await run(...call, '--allow', 'everything')).code, 4)
})

test('the latest calls are shown, the last one last', async () => {
  const tail = async () => (await json('executions', 'tail', '--connector', 'code')).data
  await until(async () => (await tail()).length >= 3)
  const [latest] = await tail()
  assert.ok('outcome' in latest && !('params' in latest) && !('result' in latest))
  const { output } = await run('executions', 'tail')
  assert.match(output, /^STARTED +CONNECTOR +ENTITY +ACTION +OUTCOME +MS +REQUEST$/m)
  assert.match(output, / code +issues +list +success +\d+ /)
})

test('a connector is deleted when that is said', async () => {
  const asked = await run('connectors', 'delete', 'more')
  assert.deepEqual([asked.code, /Add --yes/.test(asked.errors)], [4, true])
  assert.equal((await run('connectors', 'delete', 'more', '--yes')).code, 0)
  assert.equal((await json('connectors', 'list')).data.length, 1)
})

test('requests are told of where that is wanted, without what they carry', async () => {
  const { code, output, errors } = await run('connectors', 'list', '--verbose', '--json')
  assert.equal(code, 0)
  assert.equal(JSON.parse(output).data.length, 1)
  const line = /^(GET|POST) \/api\/v1\/[\w/-]+ 200 \d+ ms$/
  for (const said of errors.trim().split('\n')) assert.match(said, line)
})

test('programs are told of every command, those of the host among them', async () => {
  const program = JSON.parse((await run('schema')).output)
  const others = program.other_commands.map(({ command }: { command: string }) => command)
  for (const command of ['connectors import-credentials', 'start', 'mcp']) assert.ok(others.includes(command))
  const { operation, input } = JSON.parse((await run('schema', 'connectors', 'execute')).output)
  assert.deepEqual([operation, input.required], ['executeConnector', ['connector', 'entity', 'action']])
})

test('a command that is not there is told with those that are', async () => {
  const { code, errors } = await run('connectors', 'pull', '--json')
  assert.deepEqual([code, JSON.parse(errors).type], [1, 'unknown_command'])
  assert.match((await run('connectors', 'pull')).errors, /^ {2}connectors push /m)
  assert.match((await run('connectors', 'push', '--help')).output, /^Usage: sallyport connectors push <file>/)
})

test('a logout leaves nothing behind', async () => {
  assert.deepEqual(await json('logout'), { removed: true, file: loginPath })
  assert.deepEqual(await json('logout'), { removed: false, file: loginPath })
  await assert.rejects(stat(loginPath))
})
