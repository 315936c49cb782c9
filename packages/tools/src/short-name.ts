import type { ToolSubject } from './tool-subject.ts'

const MAX_NAME = 40

/** Connectors are named by whoever connects an account: one line of it, and not too long. */
export function shortName({ name, definition }: ToolSubject): string {
  const line = (name === '' ? definition.title : name).replace(/[\p{C}\s]+/gu, ' ').trim()
  return line.length <= MAX_NAME ? line : `${line.slice(0, MAX_NAME - 3).toWellFormed()}...`
}
