/** A place where a definition and what it is held against disagree. */
export interface Finding {
  /** `issues.list params.since`, `issues record.user.login` or, for the whole connector, `server.url`. */
  readonly at: string
  readonly problem: string
}

/** No finding where something is sound, else this one. */
export function unless(sound: boolean, at: string, problem: string): Finding[] {
  return sound ? [] : [{ at, problem }]
}

/** A place within a place: dotted, but for items of a list. */
export function within(place: string, path: string): string {
  return path === '' || path.startsWith('[') ? `${place}${path}` : `${place}.${path}`
}
