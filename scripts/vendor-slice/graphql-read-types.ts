/** One member of a generated type: a field, an argument, an input field, or a value of an enum. */
export interface Member {
  readonly name: string
  /** TypeScript, such as `Maybe<Array<Issue>>`; for an enum, the value as it goes over the wire. */
  readonly type: string
  readonly optional: boolean
  /** The reason that the vendor gives; `undefined` when the member is not deprecated. */
  readonly deprecated: string | undefined
}

export interface Declaration {
  readonly name: string
  readonly kind: 'fields' | 'enum' | 'union'
  /** The types that stand before `&`, or the members of a union. */
  readonly others: readonly string[]
  readonly members: readonly Member[]
}

const MAX_LINES = 200_000
const MAX_LINE = 10_000

const OPENING = /^type (\w+) = ((?:\w+ & )*)\{(\};)?$/
const ENUM = /^declare enum (\w+) \{$/
const UNION = /^type (\w+) = (\w+(?: \| \w+)*);$/
const FIELD = /^ {2}(\w+)(\??): (.+);$/
const VALUE = /^ {2}(\w+) = "(\w+)",?$/
const CLOSING = /^\}(?: & \w+)?;?$/

/**
 * Reads what graphql-codegen's plugin "typescript" has written: one declaration after the other, one
 * member a line. Throws at a line of another form, for a member that is skipped would be missed silently.
 */
export function readTypes(text: string): Declaration[] {
  const lines = text.split('\n')
  if (lines.length > MAX_LINES) throw new Error(`More than ${MAX_LINES} lines.`)
  const found: Declaration[] = []
  for (let index = 0; index < lines.length; index++) {
    const head = readHead(bounded(lines, index))
    if (!head) {
      index = afterComment(lines, index)
      continue
    }
    const body = head.open ? readMembers(lines, index + 1) : { members: [], end: index }
    found.push({ ...head.declaration, members: body.members })
    index = body.end
  }
  return found
}

/** The declaration that begins on this line, and whether its members follow on the next ones. */
function readHead(line: string): { declaration: Declaration; open: boolean } | undefined {
  const union = UNION.exec(line)
  if (union) return { declaration: declared(union[1], 'union', (union[2] ?? '').split(' | ')), open: false }
  const values = ENUM.exec(line)
  if (values) return { declaration: declared(values[1], 'enum', []), open: true }
  const fields = OPENING.exec(line)
  if (!fields) return undefined
  const others = (fields[2] ?? '').split(' & ').filter((name) => name !== '')
  return { declaration: declared(fields[1], 'fields', others), open: fields[3] === undefined }
}

function declared(name = '', kind: Declaration['kind'], others: readonly string[]): Declaration {
  return { name, kind, others, members: [] }
}

function readMembers(lines: readonly string[], start: number): { members: Member[]; end: number } {
  const members: Member[] = []
  for (let index = start; index < lines.length; index++) {
    if (CLOSING.test(bounded(lines, index))) return { members, end: index }
    const last = afterComment(lines, index)
    const comment = lines.slice(index, last + 1).join('\n')
    const isComment = comment.trimStart().startsWith('/**')
    const at = isComment ? last + 1 : index
    members.push(readMember(bounded(lines, at), at, isComment ? reason(comment) : undefined))
    index = at
  }
  throw new Error(`The declaration before line ${start} has no end.`)
}

function readMember(line: string, index: number, deprecated: string | undefined): Member {
  const field = FIELD.exec(line)
  if (field) return { name: field[1] ?? '', type: field[3] ?? '', optional: field[2] === '?', deprecated }
  const value = VALUE.exec(line)
  if (!value) throw new Error(`Line ${index + 1} is neither a field nor a value: ${line}`)
  return { name: value[1] ?? '', type: value[2] ?? '', optional: false, deprecated }
}

/** The index of the last line of the comment that begins here, or of this very line; else an error. */
function afterComment(lines: readonly string[], index: number): number {
  const line = bounded(lines, index)
  if (line.trim() === '' || FIELD.test(line) || VALUE.test(line)) return index
  if (!line.trimStart().startsWith('/**')) throw new Error(`Line ${index + 1} is of no known form: ${line}`)
  for (let at = index; at < lines.length; at++) if (bounded(lines, at).includes('*/')) return at
  throw new Error(`The comment at line ${index + 1} has no end.`)
}

function reason(comment: string): string | undefined {
  const text = comment.replaceAll(/^\s*\/?\*+\/?|\*\/\s*$/gm, ' ').replaceAll(/\s+/g, ' ')
  const [, deprecated] = text.split('@deprecated')
  return deprecated?.trim()
}

function bounded(lines: readonly string[], index: number): string {
  const line = lines[index] ?? ''
  if (line.length > MAX_LINE) throw new Error(`Line ${index + 1} has more than ${MAX_LINE} characters.`)
  return line.trimEnd()
}
