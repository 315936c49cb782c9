import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import type { Execution } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'
import { scopeOfOrganization } from '../scope.ts'
import { ExecutionLog } from './execution-log.ts'

let saved: Execution[][]
let failures: unknown[]
/** What the storage does before it saves. */
let meets: (batch: readonly Execution[]) => void
let log: ExecutionLog
let made = 0

beforeEach(() => {
  saved = []
  failures = []
  meets = () => {}
  log = new ExecutionLog({ executions: { save }, onFailure: (error) => failures.push(error) })
})

async function save({ organizationId }: OrganizationScope, executions: readonly Execution[]): Promise<void> {
  for (const execution of executions) assert.equal(execution.organizationId, organizationId)
  meets(executions)
  saved.push([...executions])
}

function execution(organizationId = 'acme'): Execution {
  return {
    id: String(++made),
    organizationId,
    workspaceId: 'workspace',
    connectorId: 'connector',
    entity: 'issues',
    action: 'list',
    effect: 'read',
    actor: { kind: 'scoped', applicationId: 'application' },
    requestId: 'request',
    clientRequestId: null,
    intent: null,
    startedAt: new Date(0),
    durationMs: 1,
    outcome: 'success',
  }
}

const unavailable = () => {
  throw new SallyportError('storage_unavailable', 'The database cannot be reached now.')
}

test('the end of an execution is taken without waiting, and saved half a second later', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const executions = [execution(), execution(), execution()]
  for (const each of executions) assert.equal(log.add(each), undefined)
  t.mock.timers.tick(499)
  assert.deepEqual(saved, [])
  t.mock.timers.tick(1)
  await log.flush()
  assert.deepEqual(saved, [executions])
})

test('a batch is of one organization and of 500 executions at most', async () => {
  for (let n = 0; n < 1100; n++) void log.add(execution(n % 11 === 0 ? 'rival' : 'acme'))
  await log.flush()
  assert.deepEqual(
    saved.map((batch) => batch.length).sort((a, b) => a - b),
    [100, 500, 500],
  )
})

test('the start of a write is saved before the caller goes on, and its failure is his', async () => {
  const write = execution()
  await log.begin(scopeOfOrganization('acme'), write)
  assert.deepEqual(saved, [[write]])
  meets = unavailable
  await assert.rejects(log.begin(scopeOfOrganization('acme'), write), { code: 'storage_unavailable' })
})

test('what a database that is away does not save is kept, in its order, and tried again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const [first, second] = [execution(), execution()]
  meets = unavailable
  void log.add(first)
  await log.flush()
  assert.deepEqual([saved.length, failures.length], [0, 1])
  void log.add(second)
  meets = () => {}
  t.mock.timers.tick(500)
  await log.flush()
  assert.deepEqual(saved, [[first, second]])
})

test('a database that is away is asked once in a flush, however much is pending', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  for (let n = 0; n < 2000; n++) void log.add(execution(`organization ${n % 4}`))
  meets = unavailable
  await log.flush()
  assert.equal(failures.length, 1)
  meets = () => {}
  await log.flush()
  assert.equal(saved.flat().length, 2000)
})

test('an execution that the database refuses is lost alone, and said to be', async () => {
  const executions = Array.from({ length: 50 }, () => execution())
  const refused = executions[17]
  meets = (batch) => {
    if (refused && batch.includes(refused)) throw new Error('unsupported Unicode escape sequence')
  }
  for (const each of executions) void log.add(each)
  await log.flush()
  await log.flush()
  assert.deepEqual(
    saved.flat(),
    executions.filter((each) => each !== refused),
  )
  assert.deepEqual(
    failures.map((error) => SallyportError.isInstance(error) && error.message.includes(` ${refused?.id} `)),
    [true],
  )
})

test('with 20,000 pending the caller waits, and the memory is bounded while the database is away', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  meets = unavailable
  for (let n = 1; n < 20_000; n++) assert.equal(log.add(execution()), undefined)
  for (let n = 0; n < 3; n++) await log.add(execution())
  meets = () => {}
  await log.flush()
  assert.equal(saved.flat().length, 20_000)
})

test('closing saves what is pending, and leaves no timer behind where that fails', async (t) => {
  const pending = execution()
  void log.add(pending)
  await log.close()
  assert.deepEqual(saved, [[pending]])

  t.mock.timers.enable({ apis: ['setTimeout'] })
  meets = unavailable
  void log.add(execution())
  await log.close()
  assert.equal(failures.length, 1)
  t.mock.timers.tick(10_000)
  await log.flush()
  assert.equal(failures.length, 2, 'only the flush of this test asked again')
})
