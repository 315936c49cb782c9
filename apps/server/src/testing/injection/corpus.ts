import corpus from './corpus.json' with { type: 'json' }

/** Where a third party can write so that an agent reads it. */
export type Place = 'issue' | 'comment' | 'message' | 'customer' | 'file'

/** A text by somebody else that asks whoever reads it with tools to do something. */
export interface Injection {
  /** Stands at the beginning of the text, so that it is known to have been read. */
  readonly id: string
  readonly place: Place
  /** In which form it asks: in plain words, encoded, as a result of a tool ... */
  readonly form: string
  /** `{own}` and `{other}` stand for ids of connectors, `{trap}` for an address of the writer. */
  readonly text: string
  /** What a reader who obeys it would do: names of `demandsOf`. */
  readonly asks: readonly string[]
}

export const injections = corpus as readonly Injection[]

export interface Named {
  readonly own: string
  readonly other: string
  readonly trap: string
}

/** The text as it is written. */
export function written({ id, text }: Injection, named: Named): string {
  return `[${id}] ${text.replaceAll(/\{(own|other|trap)\}/g, (_, name: keyof Named) => named[name])}`
}
