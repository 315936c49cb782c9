import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import type { Files } from '../repository.ts'
import { type Import, readImports, UNKNOWN_SPECIFIER } from './read-imports.ts'
import { ownerOf, type Package } from './workspace.ts'

/** What an import leads to. */
export type Target =
  | { readonly kind: 'file'; readonly path: string }
  /** Without `node:` and without a subpath: `fs` for `node:fs/promises`. */
  | { readonly kind: 'builtin'; readonly name: string }
  /** `ours` is set where the package is one of this repository, `path` where it exports the subpath. */
  | {
      readonly kind: 'package'
      readonly name: string
      readonly ours?: Package
      readonly path?: string | undefined
    }
  | { readonly kind: 'unknown' }

export interface Link extends Import {
  readonly target: Target
}

export interface Source {
  readonly path: string
  readonly owner: Package
  /** Tests and programs around the product: they may import whatever is declared. */
  readonly isFree: boolean
  readonly links: readonly Link[]
}

export function readSources(files: Files, packages: readonly Package[]): Source[] {
  return [...files].flatMap(([path, text]) => {
    const owner = ownerOf(packages, path)
    if (!owner || !/\.(ts|mts|mjs)$/.test(path)) return []
    const links = readImports(text).map((each) => ({
      ...each,
      target: targetOf(each.specifier, path, packages),
    }))
    return [
      { path, owner, isFree: isTest(path) || /^(bench|examples|frameworks|scripts)\//.test(path), links },
    ]
  })
}

/** Test files, suites that several packages run, and what only tests use. */
export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || /(^|\/)(conformance\.ts$|testing\/)/.test(path)
}

function targetOf(specifier: string, from: string, packages: readonly Package[]): Target {
  // `data:text/javascript,...` is code that no file holds.
  if (specifier === UNKNOWN_SPECIFIER || /^(data|file|https?):/.test(specifier)) return { kind: 'unknown' }
  if (/^\.{0,2}(\/|$)/.test(specifier))
    return { kind: 'file', path: posix.join(posix.dirname(from), specifier) }
  const [first = '', second, ...rest] = specifier.replace(/^node:/, '').split('/')
  if (isBuiltin(specifier)) return { kind: 'builtin', name: first }
  const isScoped = first.startsWith('@')
  const name = isScoped ? `${first}/${second}` : first
  const ours = packages.find((each) => each.name === name)
  if (!ours) return { kind: 'package', name }
  const subpath = ['.', ...(isScoped ? rest : specifier.split('/').slice(1))].join('/')
  return { kind: 'package', name, ours, path: ours.exports.get(subpath) }
}
