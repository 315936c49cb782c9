import { type Alternative, alternativesOf, type Follow, fits, type Schema } from './schema.ts'

/** What does not fit, and where in the value: a dotted path, with `[]` for the items of a list. */
export interface Misfit {
  readonly path: string
  readonly problem: string
}

/** Two schemas of one value: one says what is given, the other what is taken. */
export interface Fitting {
  readonly given: Schema
  readonly taken: Schema
  /** Whose members count: all that ours names are to exist in theirs. */
  readonly ours: 'given' | 'taken'
  readonly follow: Follow
  readonly path: string
}

/** The reasons why a value that fits `given` may not fit `taken`. */
export function misfits(fitting: Fitting): Misfit[] {
  const { given, taken, follow, path } = fitting
  const choices = alternativesOf(taken, follow)
  return alternativesOf(given, follow).flatMap((value) => {
    const candidates = choices.filter((choice) => fits(value.type, choice.type))
    if (candidates.length === 0) return [{ path, problem: `may be ${value.type}` }]
    const attempts = candidates.map((choice) => misfitsOfOne(fitting, value, choice))
    return attempts.find((found) => found.length === 0) ?? attempts[0] ?? []
  })
}

function misfitsOfOne(fitting: Fitting, value: Alternative, choice: Alternative): Misfit[] {
  const { path } = fitting
  return [
    ...misfitsOfValues(path, value, choice),
    ...(choice.type === 'object' ? misfitsOfMembers(fitting, value, choice) : []),
    ...(choice.items
      ? misfits({ ...fitting, given: value.items ?? {}, taken: choice.items, path: `${path}[]` })
      : []),
  ]
}

function misfitsOfValues(path: string, value: Alternative, choice: Alternative): Misfit[] {
  if (choice.values === undefined) return []
  if (value.values === undefined) return [{ path, problem: `may be other than ${choice.values.join(', ')}` }]
  return value.values
    .filter((each) => !choice.values?.includes(each))
    .map((each) => ({ path, problem: `may be ${JSON.stringify(each)}` }))
}

function misfitsOfMembers(fitting: Fitting, value: Alternative, choice: Alternative): Misfit[] {
  const [own, theirs] = fitting.ours === 'given' ? [value, choice] : [choice, value]
  const pathTo = (name: string) => (fitting.path === '' ? name : `${fitting.path}.${name}`)
  const unknown = Object.keys(own.properties).filter((name) => theirs.properties[name] === undefined)
  return [
    ...unknown.map((name) => ({ path: pathTo(name), problem: 'is not described' })),
    ...choice.required
      .filter((name) => !value.required.includes(name) && !unknown.includes(name))
      .map((name) => ({ path: pathTo(name), problem: 'may be missing' })),
    ...Object.keys(own.properties).flatMap((name) => {
      const [given, taken] = [value.properties[name], choice.properties[name]]
      return given && taken ? misfits({ ...fitting, given, taken, path: pathTo(name) }) : []
    }),
  ]
}
