import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findBinariesPackage } from '../binaries-package.ts'
import { buildFolder } from '../draft-folder.ts'
import { prepareInstallation } from '../installation.ts'
import { makeDirectory, unprivilegedAccount } from '../unprivileged.ts'

const execute = promisify(execFile)
/** With what the installation keeps for itself: ignored by Git, and gone with it. */
const CACHE = join(import.meta.dirname, '../../../../../node_modules/.cache/clusters')

/**
 * Lays a new cluster into the folder of a server that is to start there: a copy of what initdb made once for all tests,
 * whose run takes a second of a processor each time. What `startEmbedded` finds is what it would have made, but for the
 * system identifier, which all the copies share: tests that tell servers apart let it make its own.
 */
export async function plantCluster(directory: string): Promise<void> {
  const real = await makeDirectory(directory, unprivilegedAccount())
  await copy(join(await template(), 'cluster'), real)
}

let made: Promise<string> | undefined

function template(): Promise<string> {
  made ??= findTemplate()
  return made
}

/** Named after all that it is made from, so that a change of any makes another one. */
async function findTemplate(): Promise<string> {
  const hash = createHash('sha256').update((await findBinariesPackage()).version)
  hash.update(await readFile(join(import.meta.dirname, '../cluster.ts')))
  hash.update(String(process.getuid?.()))
  await mkdir(CACHE, { recursive: true })
  const folder = join(CACHE, hash.digest('hex').slice(0, 16))
  await buildFolder(folder, makeTemplate)
  return folder
}

/** Made where whoever runs initdb can go, which need not be the case where it is kept. */
async function makeTemplate(draft: string): Promise<void> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'sallyport-test-'))
  await chmod(folder, 0o711)
  try {
    const { cluster } = await prepareInstallation(join(folder, 'postgres'), AbortSignal.timeout(60_000))
    await copy(cluster, draft)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** With owner and modes. The program does in a twentieth of a second what `fs.cp` takes half a second for. */
async function copy(folder: string, into: string): Promise<void> {
  await execute('cp', ['-Rp', folder, into])
}
