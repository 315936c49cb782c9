/**
 * What moves a terminal, hides or reorders text: control characters and the sequences they begin (ECMA-48), format
 * characters with the overrides of direction among them (Unicode TR 36 2.10), and the separators of lines.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu
/** The same but for the line feeds that JSON is laid out with; inside of its texts there are none. */
const UNSEEN_IN_JSON = /(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu

/** One line as it may go to a terminal, whoever wrote it. */
export function printable(text: string): string {
  return text.replaceAll(UNSEEN, '\ufffd')
}

/** JSON that means the same to whoever parses it, and does nothing to a terminal. */
export function printableJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value ?? null, null, indent)
  return text.replaceAll(UNSEEN_IN_JSON, (found) => found.split('').map(escaped).join(''))
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
