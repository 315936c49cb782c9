import { chmod, cp, open, readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { SallyportError } from '@sallyport/errors'
import { type BinariesPackage, linkLibraries } from './binaries-package.ts'
import { buildFolder } from './draft-folder.ts'
import { programFailure, runProgram } from './program.ts'
import { type Account, findUntraversable, permits } from './unprivileged.ts'

export interface Binaries {
  readonly folder: string
  readonly initdb: string
  readonly postgres: string
  /** Major version, as in the file PG_VERSION of a cluster. */
  readonly major: string
}

export interface BinariesOptions {
  /** Where a copy goes if one is needed. */
  readonly directory: string
  readonly source: BinariesPackage
  readonly account: Account | undefined
}

/** Binaries that the account can run: the package's own, or a copy where it cannot reach or link those. */
export async function prepareBinaries({ directory, source, account }: BinariesOptions): Promise<Binaries> {
  const usable = (await isReadable(source.folder, account)) && (await linkLibraries(source.folder))
  const folder = usable ? source.folder : join(directory, `binaries-${source.version}`)
  if (!usable) await buildFolder(folder, (draft) => copyBinaries(source.folder, draft))
  const postgres = join(folder, 'native/bin/postgres')
  return {
    folder,
    initdb: join(folder, 'native/bin/initdb'),
    postgres,
    major: await majorOf(postgres, account),
  }
}

/** Removes copies of other versions. Not while a server that an earlier version started is alive. */
export async function removeOldCopies(directory: string, binaries: Binaries): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith('binaries-') || name === basename(binaries.folder)) continue
    await rm(join(directory, name), { recursive: true, force: true })
  }
}

/** One file of each kind stands for the rest: an installation under umask 077 closes them all. */
async function isReadable(folder: string, account: Account | undefined): Promise<boolean> {
  if (account === undefined) return true
  const samples = { 'bin/postgres': 0o5, 'pg-symlinks.json': 0o4, 'share/postgresql/postgres.bki': 0o4 }
  for (const [name, wanted] of Object.entries(samples)) {
    const file = join(folder, 'native', name)
    if ((await findUntraversable(dirname(file), account)) !== undefined) return false
    if (!permits(await stat(file), account, wanted)) return false
  }
  return true
}

async function copyBinaries(source: string, draft: string): Promise<void> {
  const native = join(draft, 'native')
  // Static libraries are of no use to a running server.
  await cp(join(source, 'native'), native, {
    recursive: true,
    // Otherwise links that are there already are made to lead back to the source.
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  })
  await chmod(draft, 0o755)
  await openToReaders(native)
  await linkLibraries(draft)
}

/** The copy keeps the modes of the installation, which may be what closed it to the account. */
async function openToReaders(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToReaders(path)
    else if (entry.isFile()) await finishFile(path)
  }
}

/** Without the sync a power cut soon after can leave an empty file under the final name. */
async function finishFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    const { mode } = await file.stat()
    await file.chmod((mode & 0o100) === 0 ? 0o644 : 0o755)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function majorOf(postgres: string, account: Account | undefined): Promise<string> {
  const output = await runProgram(postgres, ['--version'], { account }).catch((cause: unknown) => {
    throw new SallyportError(
      'configuration_invalid',
      `The embedded PostgreSQL does not run on this system: ${programFailure(cause)}`,
      { fix: 'Set DATABASE_URL to a PostgreSQL server of yours.', cause },
    )
  })
  return /\(PostgreSQL\) (\d+)/.exec(output)?.[1] ?? output.trim()
}
