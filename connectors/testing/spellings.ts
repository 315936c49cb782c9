import type { AuthAlternative, Definition } from '@sallyport/definition'

/** One way to fill in a credential: under the fields' own names, or under names that older clients use. */
export interface Spelling {
  readonly way: string
  readonly fields: Readonly<Record<string, string>>
}

/** Every way to authenticate under each of its names, each value the given text. */
export function spellingsOf({ auth }: Definition, value: string): Spelling[] {
  return Object.entries(auth).flatMap(([way, { form }]) =>
    namesOf(form).map((names) => ({ way, fields: Object.fromEntries(names.map((name) => [name, value])) })),
  )
}

function namesOf(form: AuthAlternative['form']): string[][] {
  const fields = Object.entries(form).map(([name, { aliases = [] }]) => [name, ...aliases])
  const most = Math.max(...fields.map((names) => names.length))
  return Array.from({ length: most }, (_, index) => fields.map((names) => names[index] ?? names[0] ?? ''))
}
