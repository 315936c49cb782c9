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

/** A published package and the files of it that a slice is made from. */
export interface VendorPackage extends PinnedFile {
  readonly package: string
  readonly version: string
  readonly licence: { readonly spdx: string; readonly file: string }
  /** Documents of the vendor's own client: what they select stays in the slice. */
  readonly documents?: PinnedFile
}

export interface VendorFiles {
  readonly schema: string
  readonly documents: string
  readonly licence: string
}

/** Fetches the files from the npm registry. Throws when one has not the pinned hash. */
export function fetchVendorFiles(source: VendorPackage): VendorFiles {
  const folder = mkdtempSync(join(tmpdir(), 'graphql-slice-'))
  try {
    const packed = run(folder, 'npm', ['pack', '--silent', `${source.package}@${source.version}`]).trim()
    const files = [source.file, source.documents?.file ?? [], source.licence.file].flat()
    run(folder, 'tar', ['-xzf', packed, ...files.map((file) => `package/${file}`)])
    const unpacked = join(folder, 'package')
    return {
      schema: readPinned(unpacked, source),
      documents: source.documents ? readPinned(unpacked, source.documents) : '',
      licence: readFileSync(join(unpacked, source.licence.file), 'utf8'),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function readPinned(folder: string, pinned: PinnedFile): string {
  const bytes = readFileSync(join(folder, pinned.file))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== pinned.sha256) throw new Error(`${pinned.file} has the hash ${sha256}, not the pinned one.`)
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
