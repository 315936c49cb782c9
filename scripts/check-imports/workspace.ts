import { posix } from 'node:path'
import type { Files } from '../repository.ts'

/** A package.json and the files below it, but for those of packages further down. */
export interface Package {
  readonly name: string
  /** Path from the root, empty for the root itself. */
  readonly folder: string
  readonly manifest: string
  /** Subpath (`.`, `./local`) to the file it leads to, as a path from the root. */
  readonly exports: ReadonlyMap<string, string>
  /** Needed to run. */
  readonly dependencies: readonly string[]
  /** Needed to develop and test. */
  readonly devDependencies: readonly string[]
}

interface Manifest {
  readonly name?: string
  readonly exports?: unknown
  readonly dependencies?: object
  readonly optionalDependencies?: object
  readonly peerDependencies?: object
  readonly devDependencies?: object
}

export function readPackages(files: Files): Package[] {
  return [...files].flatMap(([path, text]) =>
    path === 'package.json' || path.endsWith('/package.json') ? [readPackage(path, text)] : [],
  )
}

/** The innermost package around a file. */
export function ownerOf(packages: readonly Package[], path: string): Package | undefined {
  return packages
    .filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0]
}

function readPackage(manifest: string, text: string): Package {
  const json = JSON.parse(text) as Manifest
  const folder = manifest === 'package.json' ? '' : posix.dirname(manifest)
  const keys = (record: object | undefined) => Object.keys(record ?? {})
  return {
    name: json.name ?? folder,
    folder,
    manifest,
    exports: readExports(folder, json.exports),
    dependencies: [
      ...keys(json.dependencies),
      ...keys(json.optionalDependencies),
      ...keys(json.peerDependencies),
    ],
    devDependencies: keys(json.devDependencies),
  }
}

function readExports(folder: string, exports: unknown): Map<string, string> {
  const subpaths = typeof exports === 'string' ? { '.': exports } : (exports ?? {})
  return new Map(
    Object.entries(subpaths).flatMap(([subpath, target]) => {
      const file = firstTarget(target)
      return file === undefined ? [] : [[subpath, posix.join(folder, file)] as const]
    }),
  )
}

/** Conditions (`types`, `default`) lead to forms of one file; any of them will do. */
function firstTarget(target: unknown): string | undefined {
  if (typeof target === 'string') return target
  if (typeof target !== 'object' || target === null) return
  return Object.values(target)
    .map(firstTarget)
    .find((file) => file !== undefined)
}
