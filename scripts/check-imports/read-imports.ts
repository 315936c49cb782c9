import { type Token, tokens } from './tokens.ts'

export interface Import {
  /** What is written between the quotes; a template's substitutions are written `*`. */
  readonly specifier: string
  /** `import type` and `export type`: gone when the program runs. */
  readonly typeOnly: boolean
  /** `import()`, `require()` and `import.meta.resolve()`: evaluated later, if at all. */
  readonly dynamic: boolean
  readonly line: number
}

/** An `import()` of something that only the running program knows. */
export const UNKNOWN_SPECIFIER = '*'

/** Every module that a TypeScript source names, in the order of the text. */
export function readImports(source: string): Import[] {
  const all = tokens(source)
  return all.flatMap((token, index) => {
    if (token.kind !== 'word' || isProperty(all, index)) return []
    const found = statement(all, index)
    return found ? [{ ...found, line: token.line }] : []
  })
}

function statement(all: readonly Token[], index: number): Omit<Import, 'line'> | undefined {
  const keyword = all[index]?.text
  if (keyword === 'export') return reexport(all, index + 1)
  if (keyword === 'require') return call(all, index + 1)
  if (keyword !== 'import') return
  const next = all[index + 1]
  if (isMark(next, '.')) return resolution(all, index + 1)
  return isMark(next, '(') ? call(all, index + 1) : declaration(all, index + 1)
}

/** `import 'x'`, `import a, { b } from 'x'`, `import type { A } from 'x'` */
function declaration(all: readonly Token[], start: number): Omit<Import, 'line'> | undefined {
  const first = all[start]
  if (first?.kind === 'string') return { specifier: first.text, typeOnly: false, dynamic: false }
  const second = all[start + 1]?.text
  // `import type from 'x'` and `import type, { a } from 'x'` bind the name "type".
  const typeOnly =
    first?.text === 'type' && second !== ',' && (second !== 'from' || all[start + 2]?.kind === 'word')
  return from(all, clauseEnd(all, start), typeOnly)
}

/** `export { a } from 'x'`, `export * as a from 'x'`, `export type { A } from 'x'` */
function reexport(all: readonly Token[], start: number): Omit<Import, 'line'> | undefined {
  const typeOnly = all[start]?.text === 'type'
  const clause = typeOnly ? start + 1 : start
  if (all[clause]?.text !== '{' && all[clause]?.text !== '*') return
  return from(all, clauseEnd(all, clause), typeOnly)
}

/** Index of the first token that cannot stand between `import` and `from 'x'`. */
function clauseEnd(all: readonly Token[], start: number): number {
  let end = start
  let depth = 0
  for (; end < all.length; end++) {
    const token = all[end]
    if (isMark(token, '{')) depth++
    if (isMark(token, '}')) depth--
    // Inside braces a string is a name: `import { "a-b" as c }`.
    if (token?.kind === 'string' && depth === 0) return end
    if (token?.kind === 'punctuation' && !'{},*'.includes(token.text)) return end
    // `export { a }` without `from` ends here, whatever follows.
    if (isMark(token, '}') && depth === 0 && ![',', 'from'].includes(all[end + 1]?.text ?? '')) return end
  }
  return end
}

function from(all: readonly Token[], end: number, typeOnly: boolean): Omit<Import, 'line'> | undefined {
  const source = all[end]
  if (source?.kind !== 'string' || all[end - 1]?.text !== 'from') return
  return { specifier: source.text, typeOnly, dynamic: false }
}

/** `import.meta.resolve('x')`. It loads nothing, so one of an unknown specifier is no import. */
function resolution(all: readonly Token[], dot: number): Omit<Import, 'line'> | undefined {
  const path = all.slice(dot, dot + 4).map((token) => token.text)
  const found = path.join('') === '.meta.resolve' ? call(all, dot + 4) : undefined
  return found?.specifier === UNKNOWN_SPECIFIER ? undefined : found
}

/** `import('x')`, given the index of its parenthesis. */
function call(all: readonly Token[], open: number): Omit<Import, 'line'> | undefined {
  const argument = all[open + 1]
  if (!isMark(all[open], '(') || !argument) return
  const isLiteral = argument.kind === 'string' || argument.kind === 'template'
  return { specifier: isLiteral ? argument.text : UNKNOWN_SPECIFIER, typeOnly: false, dynamic: true }
}

function isMark(token: Token | undefined, mark: string): boolean {
  return token?.kind === 'punctuation' && token.text === mark
}

/** `loader.import('x')`, `{ import: x }` and a method called `import` are names, not statements. */
function isProperty(all: readonly Token[], index: number): boolean {
  const before = all[index - 1]
  if (before?.kind === 'word') return before.text === 'function'
  return isMark(before, '.') || isMark(all[index + 1], ':')
}
