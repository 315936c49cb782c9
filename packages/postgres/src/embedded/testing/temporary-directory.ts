import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinariesPackage } from '../binaries-package.ts'
import { pidFileOf, readPidFile } from '../pid-file.ts'
import { isPostmasterOf } from '../process-identity.ts'
import { findUntraversable, unprivilegedAccount } from '../unprivileged.ts'

/** Why a test cannot run where root's server cannot reach this repository, and works from a copy. */
export async function unlessCopied(): Promise<string | false> {
  const account = unprivilegedAccount()
  const { folder } = await findBinariesPackage()
  const closed = account && (await findUntraversable(folder, account))
  return closed === undefined ? false : `${closed} is closed to uid ${account?.uid}`
}

/** A folder that every user may enter; removed after the test. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await openFolder()
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A path for a new cluster. After the test a server that is still alive there is ended and all is removed. */
export async function temporaryDirectory(t: TestContext, name = 'postgres'): Promise<string> {
  const folder = await openFolder()
  const directory = join(folder, name)
  t.after(() => remove(folder, directory))
  return directory
}

let shared: string | undefined

/**
 * One directory for the tests of a file, since initdb is what takes time. After each test a server that
 * is still alive there is ended.
 */
export async function sharedDirectory(t: TestContext): Promise<string> {
  shared ??= await openFolder()
  const directory = join(shared, 'postgres')
  t.after(() => endServer(directory))
  return directory
}

after(() => shared && remove(shared, join(shared, 'postgres')))

export async function postmasterPid(directory: string): Promise<number> {
  const pid = (await readPidFile(pidFileOf(join(directory, 'cluster'))))?.pid
  if (pid === undefined) throw new Error(`No server in ${directory}.`)
  return pid
}

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'sallyport-test-'))
  await chmod(folder, 0o755)
  return folder
}

async function remove(folder: string, directory: string): Promise<void> {
  await endServer(directory)
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

async function endServer(directory: string): Promise<void> {
  const cluster = join(directory, 'cluster')
  const pid = (await readPidFile(pidFileOf(cluster)).catch(() => undefined))?.pid
  if (pid === undefined || !(await isPostmasterOf(pid, cluster))) return
  process.kill(pid, 'SIGINT')
  while (await isPostmasterOf(pid, cluster)) await sleep(10)
}
