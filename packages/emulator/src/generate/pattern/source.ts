import { UnreadablePattern } from './node.ts'

/** The text of a pattern and how far it has been read. */
export interface Source {
  readonly text: string
  at: number
  depth: number
}

export function peek({ text, at }: Source): string {
  return text.charAt(at)
}

/** The next character; both halves of one that UTF-16 writes as two. */
export function take(source: Source): string {
  const code = source.text.codePointAt(source.at)
  if (code === undefined) throw new UnreadablePattern('The pattern ends too early.')
  const character = String.fromCodePoint(code)
  source.at += character.length
  return character
}

/** Reads on when the text goes on like this. */
export function takeIf(source: Source, expected: string): boolean {
  const found = source.text.startsWith(expected, source.at)
  if (found) source.at += expected.length
  return found
}

/** Reads what a sticky expression finds here. */
export function takeMatch(source: Source, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = source.at
  const match = expression.exec(source.text)
  if (match) source.at += match[0].length
  return match ?? undefined
}
