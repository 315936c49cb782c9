/** One operation that a task takes, and how somebody who wants it would say so. */
export interface Step {
  /** `type.entity.action` */
  readonly operation: string
  /** What a model would search for. */
  readonly words: string
  /** Params, from the records that the last step gave. */
  readonly input: (records: readonly unknown[]) => Readonly<Record<string, unknown>>
  /** It is called wrongly first, with these params, and mended by what the refusal says. */
  readonly wrongly?: Readonly<Record<string, unknown>>
}

export interface Task {
  readonly kind: 'read' | 'follow' | 'page' | 'write' | 'recover'
  readonly says: string
  readonly steps: readonly Step[]
}
