import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { CredentialRecord } from '@sallyport/runtime'
import { openCredentialFile, storeIn } from './file-credential-store.ts'
import { refreshing } from './testing/refreshing.ts'
import { type Arrival, singleUseLinear } from './testing/single-use-linear.ts'

const PROGRAM = fileURLToPath(new URL('./testing/refresh-program.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'sallyport-crashes-'))
after(() => rm(folder, { recursive: true }))
/** Most of it is waiting for leases and quarantines to end. */
const SLOW = { timeout: 240_000 }

function start(...given: readonly string[]) {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') }
  const child = spawn(process.execPath, [PROGRAM, ...given], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.on('data', (piece) => {
    printed += String(piece)
  })
  const ended = once(child, 'close').then(([, signal]) => ({ killed: signal === 'SIGKILL', printed }))
  return { child, ended }
}

interface Noted {
  readonly at: number
  readonly pid: number
  readonly event: string
  readonly token?: string
}

async function notes(path: string): Promise<Noted[]> {
  const text = await readFile(`${path}.log`, 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

/** What must hold whoever died or stood still. */
function checkArrivals(arrivals: readonly Arrival[], noted: readonly Noted[]): void {
  for (const [token, came] of Map.groupBy(arrivals, (arrival) => arrival.token)) {
    for (const [at, { from }] of came.entries()) {
      const before = came[at - 1]
      if (before) assert.ok(before.until !== undefined && before.until <= from, 'two presentations overlap')
      const saved = noted.find((one) => one.event === 'saved' && one.token === token)
      if (saved) assert.ok(from <= saved.at, 'a token was presented after what it gave was saved')
    }
  }
}

/** Asks from this process until the credential is good or needs its user. */
async function recovered(path: string, vendor: string): Promise<CredentialRecord> {
  const store = storeIn(openCredentialFile({ path }))
  const { refresher, sender, subject } = refreshing(vendor, store)
  const end = Date.now() + 60_000
  for (;;) {
    const record = (await store.read()) ?? assert.fail('it is gone')
    const { state, attempt, version } = record
    const good = state === 'active' && attempt.phase === 'settled' && version > 1
    if (!good && state !== 'needs_reauth') {
      assert.ok(Date.now() < end, `it never recovered: ${JSON.stringify({ state, attempt, version })}`)
      // An access token that is still good is not enough: what else is known is tried too.
      await refresher.refresh(subject, { version, cause: 'refusal' }).catch(() => {})
      await sleep(50)
      continue
    }
    await sender.close()
    return record
  }
}

test(
  'a process killed at any point harms nothing, and loses a token only between the vendor and the save',
  SLOW,
  async (t) => {
    const linear = await singleUseLinear()
    t.after(() => linear.close())
    const die = async (at: number) => {
      const path = join(folder, `${at}.credential`)
      const first = await linear.consented()
      const { ended } = start(path, linear.url, first, String(at))
      const { killed, printed } = await ended
      const given = linear.arrivals.find(({ token }) => token === first)?.granted
      const file = await openCredentialFile({ path }).read()
      const unsaved = given !== undefined && file?.record.credential.fields.refresh_token !== given
      // Who starts again has the credential with which it began.
      if (file === undefined) return { killed, printed, lost: false }
      const record = await recovered(path, linear.url)
      const lost = record.state === 'needs_reauth'
      assert.equal(lost, unsaved, `point ${at}`)
      assert.deepEqual(
        await notes(path).then((all) => all.filter(({ event }) => !/started|saved|presents/.test(event))),
        [],
      )
      checkArrivals(
        linear.arrivals.filter(({ token }) => token === first),
        await notes(path),
      )
      if (!lost) assert.ok(await linear.takes(record.credential.fields.refresh_token), `point ${at}`)
      return { killed, printed, lost }
    }
    const { killed, printed } = await die(0)
    const points = Number(printed)
    assert.ok(!killed && points > 20, printed)
    let next = 1
    const died: boolean[] = []
    const lost: number[] = []
    const some = async () => {
      while (next <= points) {
        const at = next++
        const one = await die(at)
        died.push(one.killed)
        if (one.lost) lost.push(at)
      }
    }
    await Promise.all(Array.from({ length: 8 }, some))
    assert.equal(died.filter(Boolean).length, points)
    t.diagnostic(`${points} points, a token lost at ${lost.toSorted((a, b) => a - b)}`)
    // After the answer, and until the rename of the save.
    assert.ok(lost.length > 0 && lost.length < 10, `${lost}`)
  },
)
